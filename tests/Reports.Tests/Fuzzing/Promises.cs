using System.Text;
using System.Text.Json;
using Picket.Reports.Formats;
using Picket.Reports.UserAgents;

namespace Picket.Reports.Tests.Fuzzing;

/// <summary>What holds for whatever comes of any body.</summary>
internal static class Promises
{
    /// <summary>One character of a text may take six in JSON.</summary>
    private const int Escaped = 6;

    /// <summary>Items are a report or a reason; texts are bounded and fit for PostgreSQL; both forms of a sample are JSON.</summary>
    public static void Hold(IReadOnlyList<ReadItem> items)
    {
        Assert.NotEmpty(items);
        foreach (var item in items)
        {
            Assert.Equal(item.Reason == InvalidReason.None, item.Report is not null);
            Assert.InRange(item.Count, 1, ReportLimits.MaxBodyBytes);
            if (item.Report is { } report)
            {
                Hold(report);
            }
        }
    }

    private static void Hold(Report report)
    {
        Text(report.Type, ReportLimits.MaxNameLength);
        Text(report.DocumentUri, ReportLimits.MaxStringLength);
        Text(report.DocumentHost, ReportLimits.MaxNameLength * 2);
        Text(report.SourceFile, ReportLimits.MaxStringLength);
        Text(report.UserAgent, ReportLimits.MaxUserAgentLength);
        Assert.InRange(report.Age, TimeSpan.Zero, Report.MaxAge);
        Assert.NotEmpty(UserAgentReader.Read(report.UserAgent).Browser);
        if (report.Csp is { } csp)
        {
            Hold(csp);
        }

        Assert.InRange(report.Weight, 1, 10_000);
        Text(report.Details.Variant, ReportLimits.MaxStringLength);
        Text(report.Details.BlockedHost, ReportLimits.MaxNameLength * 2);
        Assert.Equal(report.MergeKey, report.MergeKey);
        Assert.Equal(report.Kind, report.Details.Kind);
        var description = Describer.Describe(report);
        Line(description.Title, ReportLimits.MaxTitleLength);
        Line(description.Culprit, ReportLimits.MaxTitleLength);
        Line(description.BlockedUri, ReportLimits.MaxTitleLength);
        foreach (var (_, value) in ReportTags.Of(report))
        {
            Line(value, 200);
        }

        var sample = SampleWriter.Write(report);
        Json(sample.Normalized, Escaped * (ReportLimits.MaxPolicyLength + (6 * ReportLimits.MaxStringLength)));
        Json(sample.Raw, ReportLimits.MaxRawLength + (Escaped * ReportLimits.MaxPolicyLength));
    }

    private static void Hold(CspViolation csp)
    {
        Line(csp.EffectiveDirective, ReportLimits.MaxNameLength);
        Text(csp.ViolatedDirective, ReportLimits.MaxStringLength);
        Text(csp.Referrer, ReportLimits.MaxStringLength);
        Text(csp.OriginalPolicy, ReportLimits.MaxPolicyLength);
        Text(csp.Sample, ReportLimits.MaxStringLength);
        Text(csp.BlockedUri.Text, ReportLimits.MaxStringLength);
        Text(csp.BlockedUri.Host, ReportLimits.MaxNameLength * 2);
        Assert.InRange(csp.LineNumber ?? 1, 1, int.MaxValue);
        Assert.InRange(csp.ColumnNumber ?? 1, 1, int.MaxValue);
        Assert.InRange(csp.StatusCode ?? 0, 0, 999);
    }

    private static void Line(string? text, int maxLength)
    {
        Text(text, maxLength);
        Assert.False(text?.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ?? false, $"'{text}' is more than a line.");
    }

    private static void Text(string? text, int maxLength)
    {
        if (text is null)
        {
            return;
        }

        Assert.InRange(text.Length, 0, maxLength);
        Assert.DoesNotContain('\0', text);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            Assert.Equal(System.Buffers.OperationStatus.Done, Rune.DecodeFromUtf16(rest, out _, out var length));
            rest = rest[length..];
        }
    }

    private static void Json(string json, int maxLength)
    {
        Text(json, maxLength);
        using var document = JsonDocument.Parse(json);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        Strings(document.RootElement);
    }

    /// <summary>Reading a string throws where an escape hides a lone surrogate.</summary>
    private static void Strings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String: Text(element.GetString(), int.MaxValue); break;
            case JsonValueKind.Array: foreach (var item in element.EnumerateArray()) { Strings(item); } break;
            case JsonValueKind.Object: foreach (var member in element.EnumerateObject()) { Text(member.Name, int.MaxValue); Strings(member.Value); } break;
        }
    }
}
