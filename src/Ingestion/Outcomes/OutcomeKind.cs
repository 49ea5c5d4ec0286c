namespace Picket.Ingestion.Outcomes;

/// <summary>How one report ended. The numbers are stored.</summary>
public enum OutcomeKind : short
{
    /// <summary>Counted, durably.</summary>
    Accepted = 0,

    /// <summary>A filter of the project matched; counted as filtered, durably.</summary>
    Filtered = 1,

    /// <summary>Over a limit.</summary>
    RateLimited = 2,

    /// <summary>Left out by the project's sampling rate; counted as sampled, durably.</summary>
    Sampled = 3,

    /// <summary>No report, or no right to send one.</summary>
    Invalid = 4,

    /// <summary>Not durable now: PostgreSQL or a queue is in the way. May have been counted, at most once.</summary>
    Unavailable = 5,
}
