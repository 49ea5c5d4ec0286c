namespace Picket.Reports;

/// <summary>One browser report after its one conversion from the wire: strict, bounded, masked. Immutable.</summary>
public sealed class Report
{
    /// <summary>The longest age that is believed: 7 days. Browsers keep reports while they are offline.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

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

    /// <summary>The violation where <see cref="Kind"/> is <see cref="ReportKind.Csp"/>.</summary>
    public CspViolation? Csp { get; init; }

    /// <summary>The report's own JSON as sent (UTF-8): one object, not its batch. Unmasked: it never leaves the process but through <see cref="Formats.SampleWriter"/>.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }
}
