namespace Picket.Reports.UserAgents;

/// <summary>
/// What user agents turned out to be. Bounded: a text has eight places it may be kept in; a new one takes the first whose text was not asked for since the
/// last one came. Thread-safe without a lock, and a look-up allocates nothing.
/// </summary>
public sealed class AgentCache
{
    private const int Ways = 8;

    private readonly Entry?[] _entries;
    private readonly int _mask;

    /// <summary>An empty cache.</summary>
    /// <param name="entries">Texts it keeps at most, rounded up to a power of two, at least eight; each of at most <see cref="ReportLimits.MaxUserAgentLength"/> characters, so 4,096 take at most 5 MiB.</param>
    public AgentCache(int entries)
    {
        _entries = new Entry?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(entries, Ways))];
        _mask = (_entries.Length / Ways) - 1;
    }

    /// <summary>Texts it keeps now.</summary>
    public int Count => _entries.Count(entry => entry is not null);

    /// <summary>What was said of a user agent; null where it is not known.</summary>
    public ClientAgent? Find(string userAgent)
    {
        var text = Bounded(userAgent);
        var hash = string.GetHashCode(text);
        foreach (var entry in SetOf(hash))
        {
            if (entry is not null && entry.Hash == hash && text.SequenceEqual(entry.Text))
            {
                entry.IsUsed = true;
                return entry.Agent;
            }
        }

        return null;
    }

    /// <summary>Keeps what is said of a user agent.</summary>
    public void Add(string userAgent, ClientAgent agent)
    {
        var text = Bounded(userAgent);
        var hash = string.GetHashCode(text);
        var set = SetOf(hash);
        var place = (int)((uint)hash >> 29);
        for (var way = 0; way < set.Length; way++)
        {
            if (set[way] is not { IsUsed: true } entry)
            {
                place = way;
                break;
            }

            entry.IsUsed = false;
        }

        set[place] = new(text.Length == userAgent.Length ? userAgent : text.ToString(), hash, agent);
    }

    private static ReadOnlySpan<char> Bounded(string userAgent) => userAgent.AsSpan(0, Math.Min(userAgent.Length, ReportLimits.MaxUserAgentLength));

    private Span<Entry?> SetOf(int hash) => _entries.AsSpan((hash & _mask) * Ways, Ways);

    /// <summary>Whoever reads it while it is replaced has the old one or the new one; both are right.</summary>
    private sealed class Entry(string text, int hash, ClientAgent agent)
    {
        public string Text { get; } = text;

        public int Hash { get; } = hash;

        public ClientAgent Agent { get; } = agent;

        public bool IsUsed { get; set; }
    }
}
