using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>Which issues of a project.</summary>
/// <param name="Status">Only those that stand so; null for all.</param>
/// <param name="Release">Only those seen in this release.</param>
/// <param name="Environment">Only those seen in this environment.</param>
/// <param name="Text">Only those whose title, culprit, directive or blocked URI contains it, whatever its case.</param>
public sealed record IssueFilter(IssueStatus? Status = null, string? Release = null, string? Environment = null, string? Text = null);
