using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;

namespace Picket.Grains;

/// <summary>
/// Which issues have said that they have no room for samples now, so that bodies are spared the way to another silo. Bounded: what is forgotten only costs
/// bytes. Thread-safe.
/// </summary>
internal sealed class SampleWishes(HostClock clock)
{
    private const int Remembered = 65_536;

    private readonly Lock _lock = new();
    private readonly RecentMap<IssueKey, long> _refused = new(Remembered);

    /// <summary>True unless the issue has said so since there was new room.</summary>
    public bool Wants(IssueKey issue)
    {
        lock (_lock)
        {
            return !_refused.TryGet(issue, out var turn) || turn != Turn();
        }
    }

    /// <summary>The issues of these reports that have.</summary>
    public IReadOnlyList<IssueKey> Refused(IEnumerable<Arrival> arrivals) => [.. arrivals.Select(arrival => arrival.IssueKey).Distinct().Where(issue => !Wants(issue))];

    /// <summary>The issue has said whether it wants samples.</summary>
    public void Learn(IssueKey issue, bool wants)
    {
        lock (_lock)
        {
            _refused.Set(issue, wants ? -1 : Turn());
        }
    }

    /// <summary>New room comes with each of these hours: see <see cref="SampleSlots"/>.</summary>
    private long Turn() => clock.Time.GetUtcNow().UtcTicks / SampleSlots.Turn.Ticks;
}
