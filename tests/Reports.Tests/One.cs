using System.Text;
using System.Text.Json;
using Picket.Reports.Formats;

namespace Picket.Reports.Tests;

/// <summary>Reads bodies that hold one report.</summary>
internal static class One
{
    /// <summary>The single item of <paramref name="json"/>.</summary>
    public static ReadItem Item(string json, Disposition fallback = Disposition.Unknown, Grouping grouping = Grouping.Sentry) =>
        Assert.Single(ReportReader.Read(Encoding.UTF8.GetBytes(json), new(fallback, grouping)));

    /// <summary>The single report of <paramref name="json"/>.</summary>
    public static Report Report(string json, Disposition fallback = Disposition.Unknown, Grouping grouping = Grouping.Sentry)
    {
        var item = Item(json, fallback, grouping);
        Assert.Equal(InvalidReason.None, item.Reason);
        return item.Report!;
    }

    /// <summary>A report-uri report with these fields.</summary>
    public static Report Csp(params (string Name, object? Value)[] fields) =>
        Report(JsonSerializer.Serialize(new Dictionary<string, object> { ["csp-report"] = fields.ToDictionary(field => field.Name, field => field.Value) }));

    /// <summary>A report-uri report of this directive and blocked URI on https://example.com/.</summary>
    public static Report Blocked(string directive, string? blockedUri) =>
        Csp(("document-uri", "https://example.com/"), ("effective-directive", directive), ("blocked-uri", blockedUri));

    /// <summary>A Reporting API violation whose body has these fields.</summary>
    public static Report Violation(params (string Name, object? Value)[] body) => Report(JsonSerializer.Serialize(new
    {
        type = "csp-violation",
        age = 5,
        url = "https://example.com/",
        user_agent = "Example Browser",
        body = body.ToDictionary(field => field.Name, field => field.Value),
    }));
}
