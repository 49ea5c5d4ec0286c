namespace Picket.Web.Api.Issues;

/// <summary>Answer to a merge.</summary>
internal sealed record ApiMerge(ApiMergeResult Merge);

/// <summary>Which issues were put together, and under whose number they are shown.</summary>
internal sealed record ApiMergeResult(string? Parent, IReadOnlyList<string> Children);
