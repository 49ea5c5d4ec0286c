using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Issues;

/// <summary>
/// Which reports of a day are worth keeping: the first eight, so that a new issue shows at once what it is, and one in each two hours, so that
/// a loud issue still shows how it looked in the evening. Twenty slots, one bit each.
/// </summary>
public sealed class SampleSlots
{
    private const int First = 8;
    private const int HoursPerSlot = 24 / (SampleRow.SlotsPerDay - First);

    /// <summary>How long an issue without room for samples stays without: until the next multiple of it, UTC.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromHours(HoursPerSlot);

    private DateOnly _day;
    private uint _taken;

    /// <summary>True while one of the first slots of <paramref name="now"/>'s day is free, or the one of its hour.</summary>
    public bool HasRoom(DateTimeOffset now) => FreeSlot(now) is not null;

    /// <summary>Takes the slot for a report that arrives now, if there is one.</summary>
    public bool TryClaim(DateTimeOffset now, out short slot)
    {
        var free = FreeSlot(now);
        slot = free ?? -1;
        if (free is null)
        {
            return false;
        }

        var day = DateOnly.FromDateTime(now.UtcDateTime);
        _taken = (day == _day ? _taken : 0) | (1u << slot);
        _day = day;
        return true;
    }

    /// <summary>Frees slots whose delta failed.</summary>
    public void GiveBack(Claim claim)
    {
        if (claim.Day == _day)
        {
            _taken &= ~claim.Slots;
        }
    }

    private short? FreeSlot(DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        var taken = DateOnly.FromDateTime(utc) == _day ? _taken : 0;
        var first = (short)System.Numerics.BitOperations.TrailingZeroCount(~taken);
        if (first < First)
        {
            return first;
        }

        var ofHour = (short)(First + (utc.Hour / HoursPerSlot));
        return (taken & (1u << ofHour)) == 0 ? ofHour : null;
    }

    /// <summary>Slots of one day, one bit each.</summary>
    public readonly record struct Claim(DateOnly Day, uint Slots)
    {
        /// <summary>This and one more; an earlier day's are forgotten.</summary>
        public Claim With(DateOnly day, short slot) => new(day, (day == Day ? Slots : 0) | (1u << slot));
    }
}
