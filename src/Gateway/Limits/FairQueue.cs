using Picket.Gateway.Destinations;
using Picket.Ingestion;

namespace Picket.Gateway.Limits;

/// <summary>
/// Keeps one project's flood from making the reports of others wait: while there is a limit, a project has only so many reports at hosts at once, and the rest stand in a line of its own,
/// in order, so that they fill nobody's queue. Thread-safe.
/// </summary>
/// <param name="maxReports">Reports that stand in one project's line; more are refused.</param>
/// <param name="maxBytes">Bytes of their bodies.</param>
/// <param name="seed">A random number: which projects share a lane differs from gateway to gateway.</param>
/// <param name="time">Clock.</param>
internal sealed class FairQueue(int maxReports, long maxBytes, ulong seed, TimeProvider time)
{
    /// <summary>How long a report stands in line; then it goes on whatever the limit.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>A project that has sent within so many looks counts as one that sends.</summary>
    private const int Lately = 10;

    /// <summary>Projects that share a lane share its limit. So many take some hundred kilobytes and make that rare.</summary>
    private const int LaneBits = 12;

    private readonly Lane[] _lanes = [.. Enumerable.Range(0, 1 << LaneBits).Select(_ => new Lane())];
    private volatile int _limit = AdaptiveLimit.None;
    private int _waiting;
    private int _severalFor;

    /// <summary>Reports of one project that hosts may have at once.</summary>
    public int Limit => _limit;

    /// <summary>Reports that stand in line.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes a turn; <see cref="Leave"/> gives it back.</summary>
    /// <param name="project">Whose report it is.</param>
    /// <param name="bytes">Of its body.</param>
    /// <param name="turn">Ends when its turn has come.</param>
    /// <returns>False where the line is full.</returns>
    public bool TryEnter(ProjectId project, int bytes, out Task turn)
    {
        turn = Task.CompletedTask;
        var lane = LaneOf(project);
        lock (lane)
        {
            if (lane.Line is null && lane.AtHosts < _limit)
            {
                lane.AtHosts++;
                return true;
            }

            if ((lane.Line?.Count ?? 0) >= maxReports || lane.Bytes + bytes > maxBytes)
            {
                return false;
            }

            var waiter = new Waiter(bytes, time.GetTimestamp());
            (lane.Line ??= []).Enqueue(waiter);
            lane.Bytes += bytes;
            Interlocked.Increment(ref _waiting);
            turn = waiter.Turn.Task;
            return true;
        }
    }

    /// <summary>Gives a turn back; whoever has stood longest gets the next.</summary>
    /// <param name="project">Whose report it was.</param>
    /// <param name="took">How long a host took to answer it, in ticks of the clock; 0 where none did.</param>
    public void Leave(ProjectId project, long took)
    {
        var lane = LaneOf(project);
        lock (lane)
        {
            lane.AtHosts--;
            lane.Answers += took > 0 ? 1 : 0;
            lane.Took += took;
            Serve(lane, long.MinValue);
        }
    }

    /// <summary>What was seen of hosts since the last look.</summary>
    public HostsSeen LookAtHosts()
    {
        var (answers, took, busiest, projects) = (0, 0L, 0, 0);
        foreach (var lane in _lanes)
        {
            busiest = Math.Max(busiest, lane.AtHosts);
            if (lane.Answers == 0)
            {
                continue;
            }

            lock (lane)
            {
                answers += lane.Answers;
                took += lane.Took;
                (lane.Answers, lane.Took) = (0, 0);
            }

            projects++;
        }

        _severalFor = projects > 1 ? Lately : Math.Max(0, _severalFor - 1);
        return new(answers, time.GetElapsedTime(0, took / Math.Max(1, answers)), busiest, _severalFor > 0);
    }

    /// <summary>Sets the limit, and lets go whoever is within it now or has stood too long.</summary>
    public void Set(int limit)
    {
        _limit = limit;
        if (Waiting == 0)
        {
            return;
        }

        var since = time.GetTimestamp() - (long)(Longest.TotalSeconds * time.TimestampFrequency);
        foreach (var lane in _lanes.Where(lane => lane.Line is not null))
        {
            lock (lane)
            {
                Serve(lane, since);
            }
        }
    }

    private void Serve(Lane lane, long since)
    {
        while (lane.Line?.Peek() is { } first && (lane.AtHosts < _limit || first.Since <= since))
        {
            lane.Line.Dequeue();
            lane.Line = lane.Line.Count == 0 ? null : lane.Line; // A long one would keep its memory.
            lane.Bytes -= first.Bytes;
            lane.AtHosts++;
            Interlocked.Decrement(ref _waiting);
            first.Turn.SetResult();
        }
    }

    private Lane LaneOf(ProjectId project) => _lanes[((Rendezvous.Hash(project) ^ seed) * 0x9e3779b97f4a7c15) >> (64 - LaneBits)];

    private sealed class Lane
    {
        public int AtHosts, Answers;
        public long Took, Bytes;
        public Queue<Waiter>? Line;
    }

    private sealed record Waiter(int Bytes, long Since)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
