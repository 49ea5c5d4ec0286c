using System.Globalization;
using System.Text.Json;

namespace Picket.Testing;

/// <summary>What the tests look at in an issue of the API.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Culprit">Its culprit; empty where there is none.</param>
/// <param name="Directive">The effective directive.</param>
/// <param name="Count">Reports counted.</param>
/// <param name="Kind">What kind of report, in the API's word.</param>
public sealed record ApiIssue(string Id, string Title, string Culprit, string Directive, long Count, string Kind)
{
    /// <summary>Reads Sentry's shape.</summary>
    public static ApiIssue From(JsonElement issue) => new(
        issue.GetProperty("id").GetString()!,
        issue.GetProperty("title").GetString()!,
        issue.GetProperty("culprit").GetString() ?? "",
        issue.GetProperty("metadata").TryGetProperty("directive", out var directive) ? directive.GetString() ?? "" : "",
        long.Parse(issue.GetProperty("count").GetString()!, CultureInfo.InvariantCulture),
        issue.GetProperty("type").GetString()!);
}
