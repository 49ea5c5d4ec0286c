using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Samples_of_filtered_reports
{
    private readonly FilterSampleSlots _slots = new();

    [Fact]
    public void Are_the_first_two_of_a_day_and_one_each_eight_hours()
    {
        Assert.Equal([0, 1, 2, null, 3, 4, null, 0], new double[] { 0, 1, 2, 3, 8, 23.9, 23.9, 24 }.Select(hour => Keep(hour)));
    }

    [Fact]
    public void Are_kept_for_each_reason()
    {
        Assert.Equal([0, 1, 2, null], Enumerable.Range(0, 4).Select(_ => Keep(1)));
        Assert.Equal(0, Keep(1, "extension"));
    }

    [Fact]
    public void Need_a_body_which_does_not_always_come_from_another_host()
    {
        var report = new Report { Kind = ReportKind.Csp, Fingerprint = default, Type = "csp-report", Raw = default };
        Assert.Null(_slots.TryKeep(new(report, Make.Submission(), Make.Key, null), OutcomeReasons.Cors));
    }

    [Fact]
    public async Task Go_along_with_the_outcome_and_bring_nothing_unmasked()
    {
        await using var world = new World();
        world.Settings = world.Settings with { AllowedDomains = ["shop.example"] };

        await world.Send(Make.Submission(Make.Report()) with { Origin = "https://elsewhere.example" });
        await world.Settle();

        var sample = Assert.Single(world.Writer.FilterSamples);
        Assert.Equal((OutcomeReasons.Cors, (short)0, "Blocked 'script' from 'cdn.example'"), (sample.Reason, sample.Slot, sample.Title));
    }

    private short? Keep(double hour, string reason = OutcomeReasons.Cors)
    {
        var from = Make.Submission() with { Received = Make.Noon.AddHours(hour - Make.Noon.Hour) };
        return _slots.TryKeep(new Arrival(Make.Report(), from, Make.Key, null), reason)?.Slot;
    }
}
