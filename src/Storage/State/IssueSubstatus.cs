namespace Picket.Storage.State;

/// <summary>How an issue came to stand where it stands. Sentry's words; all but the time-bound ones are stored.</summary>
public enum IssueSubstatus : short
{
    /// <summary>Unresolved, and no older than a week.</summary>
    New = 0,

    /// <summary>Unresolved, and known.</summary>
    Ongoing = 1,

    /// <summary>Unresolved again: a report came although it was resolved.</summary>
    Regressed = 2,

    /// <summary>Unresolved again: what it was archived until has come.</summary>
    Escalating = 3,

    /// <summary>Archived for good.</summary>
    ArchivedForever = 4,

    /// <summary>Archived until a time or a number of reports.</summary>
    ArchivedUntilConditionMet = 5,

    /// <summary>Archived until it comes far more often than before.</summary>
    ArchivedUntilEscalating = 6,

    /// <summary>Resolved has no substatus.</summary>
    None = 7,
}
