using System.Text.Json;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Issues;

/// <summary>A sample as it is exported.</summary>
internal sealed record ApiExportSample(long Issue, string At, string Browser, string? Release, string? Environment, JsonElement Normalized, string Raw)
{
    public static object?[] Names { get; } = ["issue", "at", "browser", "release", "environment", "normalized", "raw"];

    public static ApiExportSample Of(ExportedSample row)
    {
        using var normalized = JsonDocument.Parse(row.Normalized);
        return new(row.Issue, Words.Iso(row.At), row.Browser, row.Release, row.Environment, normalized.RootElement.Clone(), row.Raw);
    }

    public object?[] Cells() => [Issue, At, Browser, Release, Environment, Normalized.GetRawText(), Raw];
}
