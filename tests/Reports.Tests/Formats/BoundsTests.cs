using System.Text;
using Picket.Reports.Formats;
using Picket.Reports.Tests.Fuzzing;

namespace Picket.Reports.Tests.Formats;

public class BoundsTests
{
    private static readonly string _long = $"https://a.example/{new string('a', 9_000)}";

    [Fact]
    public void A_body_of_the_largest_size_is_read_and_one_byte_more_is_not()
    {
        var report = "{\"type\":\"x\"}"u8;
        var body = new byte[ReportLimits.MaxBodyBytes + 1];
        body.AsSpan().Fill((byte)' ');
        report.CopyTo(body);

        Assert.NotNull(Assert.Single(ReportReader.Read(body.AsMemory(0, ReportLimits.MaxBodyBytes))).Report);
        Assert.Equal(InvalidReason.TooLarge, Assert.Single(ReportReader.Read(body)).Reason);
    }

    [Fact]
    public void An_item_of_the_largest_size_is_read_and_one_byte_more_is_not()
    {
        static ReadItem Item(int bytes) => One.Item($$"""{"type":"{{new string('a', bytes - """{"type":""}""".Length)}}"}""");

        Assert.Equal(InvalidReason.None, Item(ReportLimits.MaxItemBytes).Reason);
        Assert.Equal(InvalidReason.TooLarge, Item(ReportLimits.MaxItemBytes + 1).Reason);
    }

    [Fact]
    public void A_batch_keeps_its_first_thousand_items_and_counts_the_rest()
    {
        var items = ReportReader.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("""{"type":"x"}""", 1_007))}]"));

        Assert.Equal(1_001, items.Length);
        Assert.All(items[..1_000], item => Assert.NotNull(item.Report));
        Assert.Equal(new(null, InvalidReason.TooManyItems, 7), items[^1]);
    }

    [Theory]
    [InlineData(15, InvalidReason.None)]
    [InlineData(16, InvalidReason.TooDeep)]
    public void Sixteen_levels_are_read_and_seventeen_are_not(int arrays, InvalidReason reason) =>
        Assert.Equal(reason, One.Item($$"""{"type":"x","body":{{new string('[', arrays)}}{{new string(']', arrays)}}}""").Reason);

    [Fact]
    public void The_deepest_body_costs_no_stack() =>
        Assert.Equal(InvalidReason.NotJson, One.Item(new string('[', ReportLimits.MaxBodyBytes)).Reason);

    [Fact]
    public void Long_texts_are_cut()
    {
        var report = One.Csp(
            ("effective-directive", new string('d', 300)),
            ("violated-directive", $"style-src {_long}"),
            ("document-uri", _long),
            ("referrer", _long),
            ("blocked-uri", _long),
            ("source-file", _long));

        Assert.Equal(new string('d', ReportLimits.MaxNameLength), report.Csp!.EffectiveDirective);
        Assert.All(
            [report.DocumentUri, report.SourceFile, report.Csp.Referrer, report.Csp.BlockedUri.Text],
            text => Assert.Equal(_long[..ReportLimits.MaxStringLength], text));
        Assert.Equal(ReportLimits.MaxStringLength, report.Csp.ViolatedDirective.Length);
        Promises.Hold([new(report, InvalidReason.None)]);
    }

    [Fact]
    public void A_policy_may_be_longer_than_other_texts()
    {
        var report = One.Csp(("effective-directive", "img-src"), ("original-policy", new string('p', 50_000)));

        Assert.Equal(ReportLimits.MaxPolicyLength, report.Csp!.OriginalPolicy!.Length);
    }

    [Fact]
    public void The_envelopes_texts_are_cut()
    {
        var report = One.Report($$"""{"type":"{{new string('t', 1_000)}}","user_agent":"{{new string('u', 1_000)}}"}""");

        Assert.Equal((ReportLimits.MaxNameLength, ReportLimits.MaxUserAgentLength), (report.Type.Length, report.UserAgent!.Length));
    }

    [Fact]
    public void A_cut_never_parts_a_surrogate_pair()
    {
        var face = char.ConvertFromUtf32(0x1F600);
        var report = One.Csp(("effective-directive", "img-src"), ("script-sample", "x" + string.Concat(Enumerable.Repeat(face, 5_000))));

        Assert.Equal(ReportLimits.MaxStringLength - 1, report.Csp!.Sample!.Length);
        Promises.Hold([new(report, InvalidReason.None)]);
    }
}
