using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Issues;

public sealed class Samples_of_a_day
{
    private readonly SampleSlots _slots = new();

    [Fact]
    public void The_first_eight_are_kept_then_one_in_two_hours_and_never_more_than_twenty()
    {
        var kept = new List<short>();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (_slots.TryClaim(Make.Noon.Date.AddMinutes(minute), out var slot))
            {
                kept.Add(slot);
            }
        }

        Assert.Equal(Enumerable.Range(0, SampleRow.SlotsPerDay), kept.Select(slot => (int)slot));
    }

    [Fact]
    public void Tomorrow_all_slots_are_free_again()
    {
        for (var i = 0; i < 20; i++)
        {
            _slots.TryClaim(Make.Noon, out _);
        }

        Assert.False(_slots.HasRoom(Make.Noon));
        Assert.True(_slots.HasRoom(Make.Noon.AddDays(1)));
    }

    [Fact]
    public void Only_the_slots_of_the_failed_claim_come_back()
    {
        _slots.TryClaim(Make.Noon, out var kept);
        _slots.TryClaim(Make.Noon, out var failed);
        _slots.GiveBack(default(SampleSlots.Claim).With(DateOnly.FromDateTime(Make.Noon.Date), failed));
        Assert.True(_slots.TryClaim(Make.Noon, out var again));
        Assert.Equal((0, failed), (kept, again));
    }
}
