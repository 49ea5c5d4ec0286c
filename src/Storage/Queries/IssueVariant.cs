namespace Picket.Storage.Queries;

/// <summary>One issue of a fold.</summary>
public sealed record IssueVariant
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>Its fingerprint, 32 hexadecimal digits.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>What it is called by itself.</summary>
    public string Title { get; init; } = "";

    /// <summary>The effective directive; null for kinds without one.</summary>
    public string? Directive { get; init; }

    /// <summary>Who reports it so, the most frequent first, at most three.</summary>
    public string[] Browsers { get; init; } = [];

    /// <summary>Reports.</summary>
    public long Count { get; init; }

    /// <summary>Time of the latest.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
