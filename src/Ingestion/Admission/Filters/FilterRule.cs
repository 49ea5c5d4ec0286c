namespace Picket.Ingestion.Admission.Filters;

/// <summary>Turns away what matches all of its patterns (<c>*</c> and <c>?</c> stand for anything, case does not count). Without a pattern it matches nothing.</summary>
public sealed record FilterRule
{
    /// <summary>Of the effective directive; null for any.</summary>
    public string? Directive { get; init; }

    /// <summary>Of the blocked URI, masked as it is kept; null for any.</summary>
    public string? BlockedUri { get; init; }

    /// <summary>Of the source file, masked as it is kept; null for any.</summary>
    public string? SourceFile { get; init; }

    /// <summary>Of the sample of blocked code; null for any.</summary>
    public string? Sample { get; init; }

    /// <summary>Of the document's URI, masked as it is kept; null for any.</summary>
    public string? DocumentUri { get; init; }
}
