using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Issues;

/// <summary>An issue's hour as it is exported.</summary>
internal sealed record ApiExportHour(long Issue, string Hour, long Count)
{
    public static object?[] Names { get; } = ["issue", "hour", "count"];

    public static ApiExportHour Of(ExportedHour row) => new(row.Issue, Words.Iso(row.Hour), row.Count);

    public object?[] Cells() => [Issue, Hour, Count];
}
