namespace Picket.Reports;

/// <summary>What a CSP report says, normalized. Strings are bounded, free of U+0000 and lone surrogates, and masked.</summary>
public sealed record CspViolation
{
    /// <summary>The effective directive, lower case: an open list, unknown names are kept.</summary>
    public required string EffectiveDirective { get; init; }

    /// <summary>The violated directive as sent: a name (CSP3) or the whole directive (before). Empty where absent.</summary>
    public required string ViolatedDirective { get; init; }

    /// <summary>What was blocked.</summary>
    public required BlockedUri BlockedUri { get; init; }

    /// <summary>The page's referrer, masked; null where absent or empty.</summary>
    public string? Referrer { get; init; }

    /// <summary>The whole policy, at most 32 KiB; null where absent (Firefox 15 to 32).</summary>
    public string? OriginalPolicy { get; init; }

    /// <summary>The first characters of the blocked code; null unless the policy says 'report-sample'.</summary>
    public string? Sample { get; init; }

    /// <summary>Line in the source file, from 1; null where absent or absurd.</summary>
    public int? LineNumber { get; init; }

    /// <summary>Column in the source file, from 1; null where absent or absurd.</summary>
    public int? ColumnNumber { get; init; }

    /// <summary>HTTP status of the document, 0 where the scheme has none; null where absent or absurd.</summary>
    public int? StatusCode { get; init; }
}
