using System.Diagnostics.Metrics;
using System.Globalization;
using Picket.Telemetry.Prometheus;
using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests.Prometheus;

public sealed class TextFormatTests
{
    [Fact]
    public void A_family_has_help_and_type_once_and_its_series_in_order() => Assert.Equal(
        [
            "# HELP reports_total How they ended.",
            "# TYPE reports_total counter",
            "reports_total{outcome=\"accepted\"} 2",
            "reports_total{outcome=\"invalid\"} 3",
        ],
        Page.Of(meter =>
        {
            var counter = meter.CreateCounter<long>("reports", "{report}", "How they ended.");
            counter.Add(3, new KeyValuePair<string, object?>("outcome", "invalid"));
            counter.Add(2, new KeyValuePair<string, object?>("outcome", "accepted"));
        }));

    [Fact]
    public void Up_down_counters_and_gauges_are_gauges() => Assert.Equal(
        ["# HELP held ", "# TYPE held gauge", "held -2", "# HELP level ", "# TYPE level gauge", "level 0.25"],
        Page.Of(meter =>
        {
            meter.CreateUpDownCounter<int>("held").Add(-2);
            meter.CreateGauge<double>("level").Record(0.25);
        }));

    [Fact]
    public void A_histogram_is_cumulative_and_ends_at_infinity() => Assert.Equal(
        [
            "# HELP took_seconds ",
            "# TYPE took_seconds histogram",
            "took_seconds_bucket{way=\"in\",le=\"0.5\"} 1",
            "took_seconds_bucket{way=\"in\",le=\"2\"} 3",
            "took_seconds_bucket{way=\"in\",le=\"+Inf\"} 4",
            "took_seconds_sum{way=\"in\"} 12.5",
            "took_seconds_count{way=\"in\"} 4",
        ],
        Page.Of(meter =>
        {
            var histogram = meter.CreateHistogram("took", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 2] });
            foreach (var value in (double[])[0.5, 1, 2, 9])
            {
                histogram.Record(value, new KeyValuePair<string, object?>("way", "in"));
            }
        }));

    [Fact]
    public void A_histogram_without_buckets_still_has_one() => Assert.Equal(
        ["took_bucket{le=\"+Inf\"} 1", "took_sum 3", "took_count 1"],
        Page.Of(meter => meter.CreateHistogram("took", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [] }).Record(3))[2..]);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(0.1, "0.1")]
    public void Every_number_can_be_read_back(double value, string expected)
    {
        Assert.Equal($"g {expected}", Page.Of(meter => meter.CreateGauge<double>("g").Record(value))[^1]);
        Assert.Equal(value, double.Parse(expected.Replace("Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Integers_keep_all_their_digits() =>
        Assert.Equal("g 9223372036854775807", Page.Of(meter => meter.CreateGauge<long>("g").Record(long.MaxValue))[^1]);

    [Fact]
    public void Help_is_one_line() => Assert.Equal("# HELP g a\\\\b\\nc \"d\"", Page.Of(meter => meter.CreateGauge<int>("g", null, "a\\b\nc \"d\"").Record(1))[0]);

    [Fact]
    public void A_family_without_its_type_is_never_half_a_family()
    {
        // Room for nothing: no head without a series, and all of it counted.
        var lines = Page.Whole([meter => meter.CreateGauge<int>("g").Record(1)], maxBytes: 0);
        Assert.DoesNotContain(lines, line => line.Contains(" g ", StringComparison.Ordinal));
        Assert.Equal(1, Dropped(lines, "limit"));
    }

    [Fact]
    public void A_page_over_its_bound_ends_between_series_and_says_how_many_are_missing()
    {
        var whole = Page.Whole([Many]);
        var cut = Page.Whole([Many], maxBytes: 2000);
        var kept = cut.Count(line => line.StartsWith("many{", StringComparison.Ordinal));
        Assert.InRange(kept, 1, 299);
        Assert.Equal(300 - kept, Dropped(cut, "limit"));
        Assert.Equal(0, Dropped(whole, "limit"));
        Assert.True(cut.Where(line => line.StartsWith("many", StringComparison.Ordinal)).Sum(line => line.Length + 1) <= 2000);

        static void Many(Meter meter)
        {
            var gauge = meter.CreateGauge<int>("many");
            for (var i = 0; i < 300; i++)
            {
                gauge.Record(i, new KeyValuePair<string, object?>("number", i));
            }
        }
    }

    [Fact]
    public void Metrics_of_one_name_and_type_are_one_family() => Assert.Equal(
        ["# HELP a_b first", "# TYPE a_b gauge", "a_b{from=\"x\"} 1", "a_b{from=\"y\"} 2"],
        Page.Whole([
            meter => meter.CreateGauge<int>("a.b", null, "first").Record(1, new KeyValuePair<string, object?>("from", "x")),
            meter => meter.CreateUpDownCounter<int>("a-b", null, "second").Add(2, new KeyValuePair<string, object?>("from", "y")),
        ])[..4]);

    [Fact]
    public void A_second_series_of_the_same_labels_is_left_out_and_counted()
    {
        var lines = Page.Whole([meter => meter.CreateGauge<int>("a.b").Record(1), meter => meter.CreateGauge<int>("a-b").Record(2)]);
        Assert.Equal(["a_b 1"], lines.Where(line => line.StartsWith("a_b", StringComparison.Ordinal)));
        Assert.Equal(1, Dropped(lines, "duplicate"));
    }

    [Theory]
    [InlineData("took")]
    [InlineData("took.count")]
    [InlineData("took.sum")]
    [InlineData("took.bucket")]
    public void What_would_pass_for_a_part_of_a_histogram_is_left_out_and_counted(string name)
    {
        var lines = Page.Whole([meter => meter.CreateHistogram<int>("took").Record(1), meter => meter.CreateGauge<int>(name).Record(77)]);
        Assert.DoesNotContain(lines, line => line.EndsWith(" 77", StringComparison.Ordinal));
        Assert.Contains("# TYPE took histogram", lines);
        Assert.Equal(1, Dropped(lines, "conflict"));
    }

    [Fact]
    public void What_takes_the_name_of_the_family_of_omissions_is_itself_omitted()
    {
        var lines = Page.Whole([meter => meter.CreateGauge<int>("picket.metrics.dropped.series").Record(77)]);
        Assert.Equal(1, Dropped(lines, "conflict"));
        Assert.Single(lines, $"# TYPE {TextFormat.DroppedName} gauge");
    }

    [Fact]
    public void Exemplars_are_no_part_of_this_format()
    {
        using var activity = new System.Diagnostics.Activity("scrape").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        var lines = Page.Of(meter => meter.CreateHistogram<int>("took").Record(1));
        Assert.DoesNotContain(lines, line => line.Contains(" # ", StringComparison.Ordinal) && !line.StartsWith('#'));
    }

    private static int Dropped(string[] lines, string reason)
    {
        var start = $"{TextFormat.DroppedName}{{reason=\"{reason}\"}} ";
        return int.Parse(Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..], CultureInfo.InvariantCulture);
    }
}
