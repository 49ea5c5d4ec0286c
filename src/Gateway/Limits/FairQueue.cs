using System.Runtime.InteropServices;
using Picket.Gateway.Destinations;
using Picket.Ingestion;

namespace Picket.Gateway.Limits;

/// <summary>
/// Keeps one project's flood from making the reports of others wait: while there is a limit, a project has only so many reports at hosts at once, and the rest stand in a line of its own,
/// in order, so that they fill nobody's queue. Thread-safe but for looks.
/// </summary>
/// <param name="maxReports">Reports that stand in one project's line, and half of those in all lines; more are refused.</param>
/// <param name="maxBytes">The same of bytes of their bodies.</param>
/// <param name="seed">A random number: nobody outside can foresee which projects are kept together.</param>
/// <param name="time">Clock.</param>
internal sealed class FairQueue(int maxReports, long maxBytes, ulong seed, TimeProvider time)
{
    /// <summary>How long a report stands in line; then it is refused.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Answers without which a look cannot say how long they take.</summary>
    private const int Enough = 20;

    /// <summary>A project of which hosts took nothing for so many looks does not send. Hosts may hang for some seconds of it.</summary>
    private const int Lately = 100;

    private const int StripeBits = 6;

    // Projects that send, and those whose reports are under way. Each stripe is its own lock.
    private readonly Dictionary<ulong, Lane>[] _stripes = [.. Enumerable.Range(0, 1 << StripeBits).Select(_ => new Dictionary<ulong, Lane>())];
    private readonly List<(double Mean, int Answers)> _times = [];
    private volatile int _limit = AdaptiveLimit.None;
    private int _waiting;
    private long _waitingBytes;

    /// <summary>Reports of one project that hosts may have at once.</summary>
    public int Limit => _limit;

    /// <summary>Reports that stand in line.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes a turn at once, or when it comes; <see cref="Leave"/> gives it back.</summary>
    /// <param name="project">Whose report it is.</param>
    /// <param name="bytes">Of its body.</param>
    /// <returns>False where the line is full, or its turn did not come in time.</returns>
    public ValueTask<bool> EnterAsync(ProjectId project, int bytes)
    {
        var lanes = StripeOf(project, out var key);
        lock (lanes)
        {
            var lane = CollectionsMarshal.GetValueRefOrAddDefault(lanes, key, out _) ??= new();
            if (lane.Line is null && lane.AtHosts < _limit)
            {
                lane.AtHosts++;
                return new(true);
            }

            if (!HasRoom(lane, bytes))
            {
                return new(false);
            }

            var waiter = new Waiter(bytes, time.GetTimestamp());
            (lane.Line ??= []).Enqueue(waiter);
            Count(lane, waiter, 1);
            return new(waiter.Turn.Task);
        }
    }

    /// <summary>Gives a turn back; whoever has stood longest gets the next.</summary>
    /// <param name="project">Whose report it was.</param>
    /// <param name="took">How long a host took to take it, in ticks of the clock; 0 where none did.</param>
    public void Leave(ProjectId project, long took)
    {
        var lanes = StripeOf(project, out var key);
        lock (lanes)
        {
            var lane = lanes[key];
            lane.AtHosts--;
            lane.Answers += took > 0 ? 1 : 0;
            lane.Took += took;
            Serve(lane);
        }
    }

    /// <summary>Whether reports of a project stand in line.</summary>
    public bool HasLine(ProjectId project)
    {
        if (Waiting == 0)
        {
            return false;
        }

        var lanes = StripeOf(project, out var key);
        lock (lanes)
        {
            return lanes.TryGetValue(key, out var lane) && lane.Line is not null;
        }
    }

    /// <summary>What was seen of hosts since the last look. One at a time.</summary>
    public HostsSeen LookAtHosts()
    {
        var (busiest, most, sending, now, since) = (0, 0, 0, time.GetTimestamp(), long.MaxValue);
        foreach (var lanes in _stripes)
        {
            lock (lanes)
            {
                foreach (var (key, lane) in lanes)
                {
                    (busiest, most) = lane.Answers > most ? (lane.AtHosts, lane.Answers) : (busiest, most);
                    lane.Silent = lane.Answers > 0 ? 0 : lane.Silent + 1;
                    if (lane.Answers > 0)
                    {
                        since = Math.Min(since, lane.Line?.Peek().Since ?? long.MaxValue); // A line that hosts hold says nothing of the limit.
                        _times.Add(((double)lane.Took / lane.Answers, lane.Answers));
                        (lane.Answers, lane.Took) = (0, 0);
                    }

                    if (lane.Silent < Lately)
                    {
                        sending++;
                    }
                    else if (lane.AtHosts == 0 && lane.Line is null)
                    {
                        lanes.Remove(key);
                    }
                }
            }
        }

        return new(TakeTime(), busiest, since > now ? TimeSpan.Zero : time.GetElapsedTime(since, now), sending > 1);
    }

    /// <summary>Sets the limit, lets go whoever is within it now, and refuses who has stood too long.</summary>
    public void Set(int limit)
    {
        _limit = limit;
        if (Waiting == 0)
        {
            return;
        }

        var now = time.GetTimestamp();
        foreach (var lanes in _stripes)
        {
            lock (lanes)
            {
                foreach (var lane in lanes.Values)
                {
                    Serve(lane);
                    while (lane.Line?.Peek() is { } first && time.GetElapsedTime(first.Since, now) >= LongestWait)
                    {
                        Next(lane).Turn.SetResult(false);
                    }
                }
            }
        }
    }

    private bool HasRoom(Lane lane, int bytes) =>
        lane.Line is null
        || (lane.Line.Count < maxReports && Waiting < 2 * maxReports && lane.Bytes + bytes <= maxBytes && Volatile.Read(ref _waitingBytes) + bytes <= 2 * maxBytes);

    private void Serve(Lane lane)
    {
        while (lane.Line is not null && lane.AtHosts < _limit)
        {
            lane.AtHosts++;
            Next(lane).Turn.SetResult(true);
        }
    }

    private Waiter Next(Lane lane)
    {
        var next = lane.Line!.Dequeue();
        lane.Line = lane.Line.Count == 0 ? null : lane.Line; // A long one would keep its memory.
        Count(lane, next, -1);
        return next;
    }

    private void Count(Lane lane, Waiter waiter, int sign)
    {
        lane.Bytes += sign * waiter.Bytes;
        Interlocked.Add(ref _waiting, sign);
        Interlocked.Add(ref _waitingBytes, sign * waiter.Bytes);
    }

    /// <summary>The time that half of the answers took, each counted with its project's mean: a project that hosts hold is a small part of them, a flood's are as good as any.</summary>
    private TimeSpan? TakeTime()
    {
        var answers = _times.Sum(time => time.Answers);
        if (answers < Enough)
        {
            return null;
        }

        _times.Sort();
        var i = 0;
        for (var faster = _times[0].Answers; 2 * faster < answers; faster += _times[i].Answers)
        {
            i++;
        }

        var mean = TimeSpan.FromSeconds(_times[i].Mean / time.TimestampFrequency);
        _times.Clear();
        return mean;
    }

    private Dictionary<ulong, Lane> StripeOf(ProjectId project, out ulong key)
    {
        key = (Rendezvous.Hash(project) ^ seed) * 0x9e3779b97f4a7c15; // No two projects have the same.
        return _stripes[key >> (64 - StripeBits)];
    }

    private sealed class Lane
    {
        public int AtHosts, Answers, Silent = Lately;
        public long Took, Bytes;
        public Queue<Waiter>? Line;
    }

    private sealed record Waiter(int Bytes, long Since)
    {
        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
