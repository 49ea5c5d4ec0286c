using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests.Prometheus;

public sealed class LabelsTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { "plain", "g{tag=\"plain\"} 1" },
        { "say \"hi\"", "g{tag=\"say \\\"hi\\\"\"} 1" },
        { @"C:\x", @"g{tag=""C:\\x""} 1" },
        { "two\nlines", "g{tag=\"two\\nlines\"} 1" },
        { "zero\0", "g{tag=\"zero\uFFFD\"} 1" },
        { "half \uD800", "g{tag=\"half \uFFFD\"} 1" },
        { "größe 🙂", "g{tag=\"größe 🙂\"} 1" },
        { true, "g{tag=\"true\"} 1" },
        { 1.5, "g{tag=\"1.5\"} 1" },
        { "", "g 1" },
        { null, "g 1" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_escaped(object? value, string expected) => Assert.Equal(expected, Line(("tag", value)));

    [Fact]
    public void Labels_stand_in_the_order_of_their_names() => Assert.Equal("g{a=\"1\",b=\"2\",c=\"3\"} 1", Line(("c", 3), ("a", 1), ("b", 2)));

    [Fact]
    public void Names_are_cleaned() => Assert.Equal("g{_2nd=\"y\",http_route=\"x\"} 1", Line(("http.route", "x"), ("2nd", "y")));

    [Fact]
    public void Tags_whose_names_become_the_same_share_a_label() => Assert.Equal("g{a_b=\"dash;dot\"} 1", Line(("a.b", "dot"), ("a-b", "dash")));

    [Fact]
    public void A_tag_cannot_pass_for_a_bucket()
    {
        var lines = Page.Of(meter => meter.CreateHistogram<int>("took").Record(1, new KeyValuePair<string, object?>("le", "7")));
        Assert.Contains("took_bucket{exported_le=\"7\",le=\"+Inf\"} 1", lines);
    }

    private static string Line(params (string Name, object? Value)[] tags) => Page.Of(meter =>
        meter.CreateGauge<int>("g").Record(1, [.. tags.Select(tag => new KeyValuePair<string, object?>(tag.Name, tag.Value))]))[^1];
}
