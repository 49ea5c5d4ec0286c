using Picket.Grains.Interfaces;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains;

/// <summary>The issues of the cluster.</summary>
internal sealed class GrainIssues(IGrainFactory grains, SampleWishes wishes, ClusterCalls calls) : IIssues
{
    /// <inheritdoc/>
    public async Task<RecordResult> RecordAsync(ReportGroup group)
    {
        try
        {
            var sent = new IssueGroup(group, wishes.Wants(group.Key));
            var answer = await grains.Issue(group.Key).RecordAsync(sent).ConfigureAwait(false);
            var result = sent.Recorded is { } recorded ? await recorded.ConfigureAwait(false) : answer;
            if (result.Outcome.Kind == OutcomeKind.Accepted)
            {
                wishes.Learn(group.Key, result.WantsSamples);
            }

            return result;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whether it was counted, nobody knows. It is answered as unavailable and sent to nobody again.
            calls.OnFailed(e);
            return new(Outcome.Unavailable(OutcomeReasons.Unreachable), false, false);
        }
    }
}
