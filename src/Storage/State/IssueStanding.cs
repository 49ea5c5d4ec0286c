namespace Picket.Storage.State;

/// <summary>What people said about a fold, as one of them sees it.</summary>
public sealed record IssueStanding
{
    /// <summary>Nobody said anything.</summary>
    public static IssueStanding Untouched { get; } = new();

    /// <summary>How it came to stand where it stands.</summary>
    public IssueSubstatus Substatus { get; init; } = IssueSubstatus.Ongoing;

    /// <summary>It is resolved, but not in the releases that were known then.</summary>
    public bool InNextRelease { get; init; }

    /// <summary>It is resolved in this release.</summary>
    public string? InRelease { get; init; }

    /// <summary>It is archived until then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>It is archived until its fold counts so many reports.</summary>
    public long? UntilCount { get; init; }

    /// <summary>Whose it is.</summary>
    public Person? Assignee { get; init; }

    /// <summary>The viewer has bookmarked it.</summary>
    public bool IsBookmarked { get; init; }

    /// <summary>The viewer has opened it.</summary>
    public bool HasSeen { get; init; }

    /// <summary>Comments.</summary>
    public int Comments { get; init; }

    /// <summary>Tickets it is linked to, oldest first.</summary>
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];
}
