using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;

namespace Picket.Web.Ingest;

/// <summary>What a sender gets: that its reports were taken, unless it says otherwise.</summary>
/// <param name="Refusal">Why nothing was taken, or not all is durable.</param>
/// <param name="Limit">Of the limits that were hit, the one that lasts longest.</param>
public readonly record struct IngestAnswer(Refusal? Refusal, LimitHit? Limit = null)
{
    /// <summary>The answer to a submission, by how its items ended.</summary>
    public static IngestAnswer Of(in Answer answer) => new(RefusalOf(answer), answer.Limit);

    private static Refusal? RefusalOf(in Answer answer)
    {
        if (answer.Unavailable > 0)
        {
            return Refusal.Unavailable;
        }

        if (answer.Accepted + answer.Filtered + answer.Sampled > 0)
        {
            return null;
        }

        return answer.RateLimited > 0 ? Refusal.RateLimited : Refusal.Of(answer.Reason);
    }
}
