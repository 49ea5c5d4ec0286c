namespace Picket.Ingestion.Outcomes;

/// <summary>The words for how reports end, in metrics and statistics.</summary>
public static class OutcomeNames
{
    /// <summary>Snake case, as Sentry's statistics have it.</summary>
    public static string Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Accepted => "accepted",
        OutcomeKind.Filtered => "filtered",
        OutcomeKind.RateLimited => "rate_limited",
        OutcomeKind.Sampled => "sampled",
        OutcomeKind.Invalid => "invalid",
        _ => "unavailable",
    };
}
