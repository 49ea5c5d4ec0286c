using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>Which issues of a project.</summary>
/// <param name="Status">Only those that stand so; null for all.</param>
/// <param name="Place">Only those that are shown there; null for all. While a project has fewer than ten issues, all are in the stream, so that the first report is seen.</param>
/// <param name="Release">Only those seen in this release.</param>
/// <param name="Environment">Only those seen in this environment.</param>
/// <param name="Text">Only those whose title, culprit, directive or blocked URI contains it, whatever its case.</param>
/// <remarks>A fold is found where one of its issues is.</remarks>
public sealed record IssueFilter(IssueStatus? Status = null, IssuePlace? Place = null, string? Release = null, string? Environment = null, string? Text = null);
