using Picket.Gateway.Destinations;
using Picket.Ingestion;

namespace Picket.Gateway.Limits;

/// <summary>
/// Keeps one project's flood from making the reports of others wait. Where processors are short and more than one project sends, a project has only so many reports at hosts at once;
/// the rest of its reports wait here, in order, so that they fill nobody's queue. While processors are free, or it is alone, nobody waits: there a bound would only cost throughput.
/// </summary>
/// <param name="atOnce">Reports of one project at hosts at once.</param>
/// <param name="isBusy">Whether work waits for a processor.</param>
/// <param name="seed">Which projects share a lane differs from gateway to gateway.</param>
/// <param name="time">Clock.</param>
internal sealed class Turns(int atOnce, Func<bool> isBusy, ulong seed, TimeProvider time)
{
    /// <summary>Projects that share a lane share its turns. So many are few bytes and make that rare.</summary>
    private const int Lanes = 4096;

    /// <summary>For so long a project that has sent counts as one that sends.</summary>
    private static readonly TimeSpan Beside = TimeSpan.FromSeconds(1);

    private readonly int[] _underWay = new int[Lanes];
    private readonly Dictionary<int, Queue<TaskCompletionSource>> _waiting = [];
    private int _lastLane = -1;
    private long _changed = time.GetTimestamp() - (10 * time.TimestampFrequency);
    private int _waits;

    /// <summary>Reports that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waits);

    /// <summary>Takes a turn; <see cref="Leave(ProjectId)"/> ends it.</summary>
    /// <returns>Null where it has come; else a task that ends when it does.</returns>
    public Task? Enter(ProjectId project)
    {
        var lane = LaneOf(project);
        if (lane != Volatile.Read(ref _lastLane))
        {
            Volatile.Write(ref _lastLane, lane);
            Volatile.Write(ref _changed, time.GetTimestamp());
        }

        if (Interlocked.Increment(ref _underWay[lane]) <= atOnce || !IsShort())
        {
            return null;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (!_waiting.TryGetValue(lane, out var queue))
            {
                _waiting.Add(lane, queue = []);
            }

            queue.Enqueue(turn);
            Interlocked.Increment(ref _waits);
        }

        // Only now that it waits is its place given up: whoever leaves after this sees it, and who left before is made up for here.
        Leave(lane);
        return turn.Task;
    }

    /// <summary>Ends a turn; who has waited longest gets the next.</summary>
    public void Leave(ProjectId project) => Leave(LaneOf(project));

    private void Leave(int lane)
    {
        Interlocked.Decrement(ref _underWay[lane]);
        if (Volatile.Read(ref _waits) == 0)
        {
            return;
        }

        lock (_waiting)
        {
            if (!_waiting.TryGetValue(lane, out var queue))
            {
                return;
            }

            while (queue.Count > 0 && (Volatile.Read(ref _underWay[lane]) < atOnce || !IsShort()))
            {
                Interlocked.Increment(ref _underWay[lane]);
                Interlocked.Decrement(ref _waits);
                queue.Dequeue().SetResult();
            }

            if (queue.Count == 0)
            {
                _waiting.Remove(lane);
            }
        }
    }

    private bool IsShort() => time.GetElapsedTime(Volatile.Read(ref _changed)) < Beside && isBusy();

    private int LaneOf(ProjectId project) => (int)((Rendezvous.Hash(project) ^ seed) % Lanes);
}
