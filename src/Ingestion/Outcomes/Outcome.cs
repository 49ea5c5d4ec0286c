namespace Picket.Ingestion.Outcomes;

/// <summary>How one report ended: every report has exactly one.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reason">Why, one of <see cref="OutcomeReasons"/>; empty for accepted.</param>
/// <param name="Limit">The limit that was hit, where <paramref name="Kind"/> is rate limited.</param>
public readonly record struct Outcome(OutcomeKind Kind, string Reason, LimitHit? Limit = null)
{
    /// <summary>Counted.</summary>
    public static Outcome Accepted => new(OutcomeKind.Accepted, "");

    /// <summary>Not durable now.</summary>
    public static Outcome Unavailable(string reason) => new(OutcomeKind.Unavailable, reason);

    /// <summary>No report, or no right to send one.</summary>
    public static Outcome Invalid(string reason) => new(OutcomeKind.Invalid, reason);

    /// <summary>A filter matched.</summary>
    public static Outcome Filtered(string reason) => new(OutcomeKind.Filtered, reason);

    /// <summary>Left out by the project's sampling rate; another report stands for it.</summary>
    public static Outcome Sampled => new(OutcomeKind.Sampled, OutcomeReasons.SampleRate);

    /// <summary>Over a limit.</summary>
    public static Outcome RateLimited(LimitHit hit) => new(OutcomeKind.RateLimited, hit.Reason, hit);
}
