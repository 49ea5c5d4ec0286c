using System.Text.Json.Nodes;
using Picket.Reports.Formats;
using Picket.Reports.Tests.Fuzzing;

namespace Picket.Reports.Tests.Formats;

public class SampleWriterTests
{
    /// <summary>Control characters take one byte in a report and six in a sample, which is how a raw form outgrows its report.</summary>
    [Fact]
    public void Wherever_the_raw_form_reaches_its_bound_it_stays_json()
    {
        var members = string.Concat(Enumerable.Range(0, 120).Select(i => $",\"{new string('\u007F', 100)}{i}\":[{i}]"));
        for (var shift = 0; shift < 620; shift += 5)
        {
            Promises.Hold([new(One.Report($$"""{"type":"x","a":"{{new string('a', 500 + shift)}}"{{members}}}"""), InvalidReason.None)]);
        }
    }

    [Fact]
    public void Texts_behind_the_bound_are_left_out()
    {
        var json = $$"""{"type":"x","body":[{{string.Join(',', Enumerable.Repeat($"\"{new string('\u007F', 8_000)}\"", 7))}},{"a":"last"}],"end":1}""";

        var raw = JsonNode.Parse(SampleWriter.Write(One.Report(json)).Raw)!.AsObject();

        Assert.Equal(2, raw["body"]!.AsArray().Count);
        Assert.Null(raw["end"]);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("1e3", "1000")]
    [InlineData("1e400", "null")]
    [InlineData("0.1234567890123456789", "0.12345678901234568")]
    public void Numbers_stay_within_what_a_database_holds(string number, string kept) =>
        Assert.Equal($$"""{"type":"x","n":{{kept}}}""", SampleWriter.Write(One.Report($$"""{"type":"x","n":{{number}}}""")).Raw);

    [Theory]
    [InlineData("1e400")]
    [InlineData("19223372036854775808e+300")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"-Infinity\"")]
    [InlineData("\"NaN\"")]
    public void A_number_beyond_all_numbers_is_as_good_as_absent(string number) => Assert.DoesNotContain("elapsed", SampleWriter.Write(One.Report(
        $$$"""{"type":"network-error","url":"https://a.example/","body":{"type":"tcp.reset","elapsed_time":{{{number}}}}}""")).Normalized, StringComparison.Ordinal);

    [Fact]
    public void A_report_that_did_not_come_over_the_wire_has_an_empty_raw_form()
    {
        var report = new Report { Kind = ReportKind.Other, Fingerprint = Fingerprint.Overflow, Type = "x", Raw = default };

        Assert.Equal(new("""{"type":"x","age":0}""", "{}"), SampleWriter.Write(report));
    }
}
