using System.Text.Json;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>What filters turned away for one reason.</summary>
internal sealed record ApiFiltered(string Reason, string Text, long Count, string LastHour, IReadOnlyList<ApiFilterSample> Samples)
{
    /// <summary>From what is stored.</summary>
    public static ApiFiltered Of(FilteredReports reports) => new(
        reports.Reason, FilterWords.Of(reports.Reason), reports.Count, Words.Iso(reports.LastHour), [.. reports.Samples.Select(ApiFilterSample.Of)]);
}

/// <summary>A report that was turned away.</summary>
internal sealed record ApiFilterSample(string DateCreated, string Kind, string Title, string Browser, JsonElement Report)
{
    /// <summary>From what is stored.</summary>
    public static ApiFilterSample Of(FilterSample sample)
    {
        using var normalized = JsonDocument.Parse(sample.Normalized);
        return new(Words.Iso(sample.At), ReportKinds.Name(sample.Kind), sample.Title, sample.Browser, normalized.RootElement.Clone());
    }
}
