using System.Diagnostics.Metrics;

namespace Picket.Storage.Housekeeping;

/// <summary>What housekeeping measures, on meter <c>Picket.Storage</c>.</summary>
internal sealed class HousekeepingInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Picket.Storage";

    private readonly Gauge<double> _clockOffset;
    private readonly Gauge<long> _silent;

    /// <summary>Instruments on <paramref name="meter"/>; days ahead are those of <paramref name="calendar"/> at the time of the scrape, so they fall while nobody makes partitions.</summary>
    public HousekeepingInstruments(Meter meter, PartitionCalendar calendar, TimeProvider time)
    {
        meter.CreateObservableGauge(
            "picket.partitions.ahead", () => calendar.Last.DayNumber - DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber, "d", "Days after today that have partitions.");
        _clockOffset = meter.CreateGauge<double>("picket.clock.offset", "s", "This host's clock minus PostgreSQL's, as of the last look.");
        _silent = meter.CreateGauge<long>("picket.projects.silent", "{project}", "Projects that reported on each of seven days and nothing in the 24 hours after; 0 on hosts that do not keep house.");
    }

    public void OnClock(TimeSpan offset) => _clockOffset.Record(offset.TotalSeconds);

    public void OnSilent(long projects) => _silent.Record(projects);
}
