using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Limits;
using Picket.Ingestion;

namespace Picket.Gateway.Tests.Limits;

/// <summary>Hosts that answer in the order in which reports come, and the gateways in front of them, in a time that goes on a millisecond a step.</summary>
internal sealed class SimulatedHosts
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly Queue<Sent> _atHosts = new();
    private readonly PriorityQueue<Sent, long> _answers = new();
    private readonly List<(FairQueue Queue, AdaptiveLimit Limit)> _gateways = [];
    private readonly List<Sent> _again = [];
    private readonly Dictionary<(int Gateway, ProjectId Project), Queue<Sent>> _lines = [];
    private long _step;
    private double _due;
    private double _credit;

    public SimulatedHosts(int gateways = 1)
    {
        for (var i = 0; i < gateways; i++)
        {
            _gateways.Add((new(12_500, 32 << 20, (ulong)i, _time), new(crowdedAt: 1.5)));
        }
    }

    /// <summary>Reports that they take in a millisecond.</summary>
    public double Capacity { get; set; } = 20;

    /// <summary>With fewer reports there they take half of that, because they gather less.</summary>
    public int Few { get; set; }

    /// <summary>How long an answer takes where nothing else is to be done, in milliseconds.</summary>
    public int Rest { get; set; } = 3;

    /// <summary>Whether they hang in a millisecond.</summary>
    public Func<long, bool> Hang { get; set; } = _ => false;

    /// <summary>Reports of projects of one report a second each, in a millisecond.</summary>
    public double Quiet { get; set; } = 0.1;

    /// <summary>Reports of one project in a millisecond, whatever becomes of them.</summary>
    public double Open { get; set; }

    /// <summary>Reports of another project in a millisecond, to each of which hosts answer after five seconds without taking it.</summary>
    public double Stuck { get; set; }

    public int Refused { get; private set; }

    public int Flood { get; private set; }

    public int QuietSent { get; private set; }

    public int Limit => _gateways.Max(gateway => gateway.Queue.Limit);

    /// <summary>How long quiet projects' answers took since the last <see cref="Forget"/>.</summary>
    public List<int> QuietTimes { get; } = [];

    public List<int> FloodTimes { get; } = [];

    public static int Percentile(List<int> times, int percent) => times.Order().ElementAt(times.Count * percent / 100);

    /// <summary>Has a project keep so many reports under way.</summary>
    public SimulatedHosts With(int connections, int projects = 1)
    {
        for (var i = 0; i < connections; i++)
        {
            _again.Add(new(i % _gateways.Count, new(1 + (i % projects)), IsClosed: true));
        }

        return this;
    }

    public SimulatedHosts Forget()
    {
        (Refused, Flood, QuietSent) = (0, 0, 0);
        QuietTimes.Clear();
        FloodTimes.Clear();
        return this;
    }

    public SimulatedHosts Pass(double seconds)
    {
        for (var end = _step + (long)(seconds * 1000); _step < end; _step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Come();
            Answer();
            foreach (var line in _lines.Values)
            {
                while (line.TryPeek(out var first) && first.Turn.IsCompleted)
                {
                    Take(line.Dequeue());
                }
            }

            for (var i = 0; i < _gateways.Count; i++)
            {
                if ((_step + (37 * i)) % 100 == 0)
                {
                    var (queue, limit) = _gateways[i];
                    queue.Set(limit.Next(queue.LookAtHosts(), _time.GetUtcNow()));
                }
            }
        }

        return this;
    }

    private void Come()
    {
        var again = _again.ToArray();
        _again.Clear();
        foreach (var sent in again)
        {
            Enter(sent with { });
        }

        var gateway = (int)(_step % _gateways.Count);
        for (_due += Quiet; _due >= 1; _due--)
        {
            QuietSent++;
            Enter(new(QuietSent % _gateways.Count, new(1000 + (QuietSent % 100)), IsQuiet: true));
        }

        for (var i = Whole(Open); i > 0; i--)
        {
            Enter(new(gateway, new(1)));
        }

        for (var i = Whole(Stuck); i > 0; i--)
        {
            Enter(new(gateway, new(2), IsStuck: true));
        }

        int Whole(double rate) => (int)(((_step + 1) * rate) + 1e-6) - (int)((_step * rate) + 1e-6);
    }

    private void Enter(Sent sent)
    {
        sent.Came = _step;
        sent.Turn = _gateways[sent.Gateway].Queue.EnterAsync(sent.Project, 0).AsTask();
        if (sent.Turn.IsCompleted)
        {
            Take(sent);
        }
        else
        {
            var key = (sent.Gateway, sent.Project);
            (_lines.TryGetValue(key, out var line) ? line : _lines[key] = new()).Enqueue(sent);
        }
    }

    private void Take(Sent sent)
    {
        sent.Left = _step;
        if (!sent.Turn.Result)
        {
            Refused++;
            End(sent);
        }
        else if (sent.IsStuck)
        {
            _answers.Enqueue(sent, _step + 5000);
        }
        else
        {
            _atHosts.Enqueue(sent);
        }
    }

    private void Answer()
    {
        if (Hang(_step))
        {
            return;
        }

        var capacity = _atHosts.Count < Few ? Capacity / 2 : Capacity;
        for (_credit = Math.Min(_credit + capacity, Math.Max(1, capacity)); _credit >= 1 && _atHosts.TryDequeue(out var sent); _credit--)
        {
            _answers.Enqueue(sent, _step + Rest);
        }

        while (_answers.TryPeek(out _, out var when) && when <= _step)
        {
            var sent = _answers.Dequeue();
            _gateways[sent.Gateway].Queue.Leave(sent.Project, sent.IsStuck ? 0 : (_step - sent.Left) * _time.TimestampFrequency / 1000);
            (sent.IsQuiet ? QuietTimes : FloodTimes).Add((int)(_step - sent.Came));
            Flood += sent.IsQuiet || sent.IsStuck ? 0 : 1;
            End(sent);
        }
    }

    private void End(Sent sent)
    {
        if (sent.IsClosed)
        {
            _again.Add(sent);
        }
    }

    private sealed record Sent(int Gateway, ProjectId Project, bool IsQuiet = false, bool IsClosed = false, bool IsStuck = false)
    {
        public long Came { get; set; }

        public long Left { get; set; }

        public Task<bool> Turn { get; set; } = null!;
    }
}
