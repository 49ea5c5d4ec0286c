using Picket.Telemetry.Prometheus;

namespace Picket.Telemetry.Tests.Prometheus;

public sealed class MetricNameTests
{
    [Theory]
    [InlineData("picket.reports", "{report}", "picket_reports_total")]
    [InlineData("dotnet.process.cpu.time", "s", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("jobs.total", "", "jobs_total")]
    [InlineData("jobs.total", "s", "jobs_seconds_total")]
    [InlineData("wait_seconds_total", "s", "wait_seconds_total")]
    [InlineData("hits", "1", "hits_total")]
    public void A_counter_ends_in_its_unit_and_total_each_once(string name, string unit, string expected) =>
        Assert.Equal(expected, MetricName.Of(name, unit, FamilyType.Counter));

    [Theory]
    [InlineData("picket.intake.size", "By", "picket_intake_size_bytes")]
    [InlineData("picket.intake.reports", "{report}", "picket_intake_reports")]
    [InlineData("cache.hits", "1", "cache_hits_ratio")]
    [InlineData("cache.hit.ratio", "1", "cache_hit_ratio")]
    [InlineData("speed", "By/s", "speed_bytes_per_second")]
    [InlineData("speed", "{report}/s", "speed_per_second")]
    [InlineData("load", "%", "load_percent")]
    [InlineData("odd", "m^2", "odd_m_2")]
    [InlineData("plain", "", "plain")]
    public void A_gauge_ends_in_its_unit(string name, string unit, string expected) => Assert.Equal(expected, MetricName.Of(name, unit, FamilyType.Gauge));

    [Fact]
    public void A_histogram_of_a_bare_number_has_no_unit() => Assert.Equal("share", MetricName.Of("share", "1", FamilyType.Histogram));

    [Theory]
    [InlineData("a.b-c/d", "a_b_c_d")]
    [InlineData("2xx", "_2xx")]
    [InlineData("a..b", "a_b")]
    [InlineData("__name__", "_name_")]
    [InlineData("größe", "gr_e")]
    [InlineData("a:b", "a_b")]
    [InlineData("", "_")]
    public void A_name_keeps_letters_digits_and_single_underscores(string name, string expected) => Assert.Equal(expected, MetricName.Sanitize(name));
}
