using System.Diagnostics.Metrics;

namespace Picket.Ingestion.Tests;

public sealed class Counters_from_zero
{
    [Fact]
    public void Are_there_before_anything_is_counted_and_whoever_listens_later_sees_all_of_it()
    {
        using var meter = new Meter("Test.Zero");
        var plain = new CounterFromZero(meter, "plain", "{thing}", "");
        var tagged = new CounterFromZero(meter, "tagged", "{thing}", "", "why", "a", "b");
        Assert.Equal(["plain 0", "tagged a 0", "tagged b 0"], Read(meter));

        plain.Add(2);
        tagged.Add(3, "b");
        tagged.Add(1, "c");
        Assert.Equal(["plain 2", "tagged a 0", "tagged b 3", "tagged c 1"], Read(meter));
    }

    private static IEnumerable<string> Read(Meter meter)
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter == meter)
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add(string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Value}"), $"{value}"])));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen.Order(StringComparer.Ordinal);
    }
}
