namespace Picket.Reports;

/// <summary>How an issue presents itself: the same for every report of one fingerprint, made from the first.</summary>
/// <param name="Title">One line, as Sentry words it, such as <c>Blocked 'script' from 'evil.example'</c>.</param>
/// <param name="Culprit">The violated directive with the document's own origin folded to 'self'; null where there is none.</param>
/// <param name="Directive">The effective directive; null for kinds without one.</param>
/// <param name="BlockedUri">The normalized blocked URI as titles show it; null for kinds without one.</param>
/// <param name="BlockedHost">The blocked host without port; null where it has none.</param>
public sealed record ReportDescription(string Title, string? Culprit, string? Directive, string? BlockedUri, string? BlockedHost);
