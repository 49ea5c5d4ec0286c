using System.Text;
using System.Text.Json.Nodes;
using Picket.Reports.Formats;

namespace Picket.Reports.Tests.Cases;

/// <summary>Bodies that installed browsers sent for the pages of <c>tests/Browser.Tests/Captures</c>; ports are cut off, ages and durations evened.</summary>
public class CapturedTests
{
    private static readonly JsonObject[] _captures = Read();

    public static TheoryData<int, string> Captures
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < _captures.Length; i++)
            {
                data.Add(i, $"{_captures[i]["browser"]}: {_captures[i]["type"]} {_captures[i]["names"]}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void What_a_browser_sent_is_read_as_what_it_is(int at, string name)
    {
        var capture = _captures[at];
        var report = Assert.Single(ReportReader.Read(Encoding.UTF8.GetBytes(capture["body"]!.ToJsonString()))).Report;
        Assert.True(report is not null, name);
        Assert.NotEmpty(Describer.Describe(report).Title);
        if ((string)capture["type"]! is "csp-report" or "csp-violation")
        {
            Assert.Equal((ReportKind.Csp, (string)capture["names"]!), (report.Kind, report.Csp!.EffectiveDirective));
        }
        else
        {
            Assert.Equal((string)capture["type"]!, report.Type);
        }
    }

    [Fact]
    public void Both_browsers_sent_each_directive_over_both_transports()
    {
        var directives = _captures.Where(capture => (string)capture["type"]! is "csp-report" or "csp-violation")
            .GroupBy(capture => $"{capture["browser"]} {capture["type"]}", capture => (string)capture["names"]!);
        Assert.Equal(4, directives.Count());
        Assert.All(directives, of => Assert.InRange(of.Distinct().Count(), 14, 40));
    }

    private static JsonObject[] Read()
    {
        using var file = new StreamReader(typeof(CapturedTests).Assembly.GetManifestResourceStream("captures.jsonl")!);
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
