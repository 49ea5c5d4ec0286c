using Picket.Reports.Fingerprints;
using Picket.Reports.Kinds;

namespace Picket.Reports;

/// <summary>One browser report after its one conversion from the wire: strict, bounded, masked. Immutable.</summary>
public sealed class Report
{
    /// <summary>The longest age that is believed: 7 days. Browsers keep reports while they are offline.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    // Two readers at once may both compute it; they get equal keys.
    private Fingerprint? _mergeKey;

    /// <summary>What it is about.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>Which reports are the same problem.</summary>
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>The Reporting API's type as sent; <c>csp-report</c> for the report-uri form.</summary>
    public required string Type { get; init; }

    /// <summary>How long the browser held it back: from 0 to <see cref="MaxAge"/>.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Enforced, only reported, or unknown.</summary>
    public Disposition Disposition { get; init; }

    /// <summary>The page it happened on, masked; null where the report does not say.</summary>
    public string? DocumentUri { get; init; }

    /// <summary>Lower-case host of <see cref="DocumentUri"/>; null where it has none.</summary>
    public string? DocumentHost { get; init; }

    /// <summary>The script or style sheet that caused it, masked; null where the report does not say.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The Reporting API's <c>user_agent</c>, at most 512 characters; null in the report-uri form.</summary>
    public string? UserAgent { get; init; }

    /// <summary>What only its kind knows.</summary>
    public ReportDetails Details { get; init; } = UnknownDetails.Instance;

    /// <summary>The violation where <see cref="Kind"/> is <see cref="ReportKind.Csp"/>.</summary>
    public CspViolation? Csp
    {
        get => Details as CspViolation;
        init => Details = value ?? (ReportDetails)UnknownDetails.Instance;
    }

    /// <summary>How many reports it stands for, from 1 to 10,000: browsers sample some kinds. The count of an issue counts it once.</summary>
    public long Weight => Details.Weight;

    /// <summary>
    /// Which issues are the same problem over browsers and channels, see <see cref="MergeKeys"/>. Made from the first report, as a title is; computed when it is first
    /// asked for.
    /// </summary>
    public Fingerprint MergeKey
    {
        get => _mergeKey ??= MergeKeys.Of(this);
        init => _mergeKey = value;
    }

    /// <summary>The rules its <see cref="Fingerprint"/> was made by.</summary>
    public Grouping Grouping { get; init; }

    /// <summary>Its project keeps the values of queries.</summary>
    public bool KeepQueries { get; init; }

    /// <summary>Which of the reports that one JSON object holds: 0 but for TLS-RPT, which reports on many policies at once.</summary>
    public int Part { get; init; }

    /// <summary>The report's own JSON as sent (UTF-8): one object, not its batch. Unmasked: it never leaves the process but through <see cref="Formats.SampleWriter"/>.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }
}
