namespace Picket.Storage.Search;

/// <summary>One thing that a search demands of an issue. Exactly one of patterns, numbers, times and counts is meant, as <see cref="Field"/> says.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="IsNegated">The issue must not be so.</param>
public sealed record IssueCondition(IssueField Field, bool IsNegated = false)
{
    /// <summary>One of these must fit.</summary>
    public IReadOnlyList<TextPattern> Patterns { get; init; } = [];

    /// <summary>One of these it must be. Empty with no patterns, where a field takes them: it has any value at all.</summary>
    public IReadOnlyList<long> Numbers { get; init; } = [];

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>So often or more.</summary>
    public long? AtLeast { get; init; }

    /// <summary>So often or less.</summary>
    public long? AtMost { get; init; }
}
