using System.Diagnostics.Metrics;
using Picket.Reports.UserAgents;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Tells what sent a report. User agents are their senders' choice, so how many are kept and how many new ones are read in a second are bounded; one that comes
/// above is unknown this time. Thread-safe.
/// </summary>
public sealed class ClientAgents
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly AgentCache _cache;
    private readonly TimeProvider _time;
    private readonly int _readsPerSecond;
    private readonly Counter<long> _unread;
    private long _windowStart;
    private int _reads;

    /// <summary>Knows nobody yet.</summary>
    public ClientAgents(IngestionOptions options, TimeProvider time, Meter meter)
    {
        (_cache, _time, _readsPerSecond, _windowStart) = (new(options.UserAgents), time, options.UserAgentReadsPerSecond, time.GetTimestamp());
        _unread = meter.CreateCounter<long>("picket.agents.unread", "{request}", "Requests whose browser is called unknown, because too many new user agents came in that second.");
    }

    /// <summary>Browser and platform, by client hints where they were sent, else by the user agent.</summary>
    public ClientAgent Recognize(string? userAgent, string? brands, string? platform) => ClientHints.Apply(Read(userAgent), brands, platform);

    private ClientAgent Read(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
        {
            return ClientAgent.Unknown;
        }

        if (_cache.Find(userAgent) is { } known)
        {
            return known;
        }

        if (!TryTakeRead())
        {
            _unread.Add(1);
            return ClientAgent.Unknown;
        }

        var agent = UserAgentReader.Read(userAgent);
        _cache.Add(userAgent, agent);
        return agent;
    }

    private bool TryTakeRead()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            if (_time.GetElapsedTime(_windowStart, now) >= _window)
            {
                (_windowStart, _reads) = (now, 0);
            }

            if (_reads == _readsPerSecond)
            {
                return false;
            }

            _reads++;
            return true;
        }
    }
}
