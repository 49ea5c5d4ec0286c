using Picket.Ingestion.Inbox;
using Picket.Ingestion.Ledger;
using Picket.Reports.Formats;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Which of the reports that filters turn away are worth keeping: of each reason the first two of a day, and one in each eight hours, so that a filter that starts to bite at noon
/// shows what it bites. Not thread-safe: the project's lock guards it.
/// </summary>
public sealed class FilterSampleSlots
{
    private const int First = 2;
    private const int HoursPerSlot = 24 / (FilterSampleRow.SlotsPerDay - First);

    private readonly Dictionary<string, byte> _taken = [];
    private DateOnly _day;

    /// <summary>What to keep of <paramref name="arrival"/>; null where enough is kept, or where its body did not come along from another host.</summary>
    public FilterSampleRow? TryKeep(Arrival arrival, string reason)
    {
        var (report, received) = (arrival.Report, arrival.From.Received.UtcDateTime);
        if (report.Raw.IsEmpty || FreeSlot(reason, received) is not { } slot)
        {
            return null;
        }

        _taken[reason] = (byte)(_taken.GetValueOrDefault(reason) | (1 << slot));
        return new(
            arrival.From.Project, _day, reason, slot, arrival.At, report.Kind, Describer.Describe(report).Title, arrival.From.Browser, SampleWriter.Write(report));
    }

    private short? FreeSlot(string reason, DateTime received)
    {
        if (DateOnly.FromDateTime(received) is var day && day != _day)
        {
            _day = day;
            _taken.Clear();
        }

        var taken = _taken.GetValueOrDefault(reason);
        for (short slot = 0; slot < First; slot++)
        {
            if ((taken & (1 << slot)) == 0)
            {
                return slot;
            }
        }

        var ofHours = (short)(First + (received.Hour / HoursPerSlot));
        return (taken & (1 << ofHours)) == 0 ? ofHours : null;
    }
}
