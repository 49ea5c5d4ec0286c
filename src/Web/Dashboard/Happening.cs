using Picket.Reports;

namespace Picket.Web.Dashboard;

/// <summary>What is known of an issue that one sentence can say.</summary>
public sealed record Happening
{
    /// <summary>What its reports are about.</summary>
    public ReportKind Kind { get; init; } = ReportKind.Csp;

    /// <summary>The effective directive.</summary>
    public string? Directive { get; init; }

    /// <summary>What was blocked, as titles show it.</summary>
    public string? Blocked { get; init; }

    /// <summary>Browsers with their versions, the most frequent first.</summary>
    public IReadOnlyList<string> Browsers { get; init; } = [];

    /// <summary>Hosts of the pages, the most frequent first.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Reports that were enforced.</summary>
    public long Enforced { get; init; }

    /// <summary>Reports that were only reported.</summary>
    public long ReportOnly { get; init; }

    /// <summary>The release it came with; null where it was there before, or nobody knows.</summary>
    public string? Since { get; init; }
}
