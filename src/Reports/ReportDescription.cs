namespace Picket.Reports;

/// <summary>How an issue presents itself: the same for every report of one fingerprint, made from the first.</summary>
/// <param name="Title">One line, as Sentry words it, such as <c>Blocked 'script' from 'evil.example'</c>.</param>
/// <param name="Culprit">What is to blame: of CSP the violated directive with the document's own origin folded to 'self', else a file, page or host; null where nothing is.</param>
/// <param name="Directive">The effective directive; null for kinds without one.</param>
/// <param name="BlockedUri">The normalized blocked URI as titles show it; null for kinds without one.</param>
/// <param name="BlockedHost">The blocked host without port; null where it has none.</param>
public sealed record ReportDescription(string Title, string? Culprit, string? Directive, string? BlockedUri, string? BlockedHost)
{
    /// <summary>How bad it is.</summary>
    public ReportLevel Level { get; init; }
}
