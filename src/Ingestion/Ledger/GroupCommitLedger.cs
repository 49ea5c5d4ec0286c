using System.Numerics;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>
/// Natural group commit: while one commit is under way the next one collects, and no delta waits for company. A second commit starts beside the
/// first only when enough waits to be worth it, or when the first is stuck, so that nobody waits behind another's lock.
/// </summary>
public sealed class GroupCommitLedger : ILedger, IAsyncDisposable
{
    private static readonly TimeSpan TickTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NotesWait = TimeSpan.FromSeconds(1);

    /// <summary>How often a commit lets others go first, at most: nobody waits for company without end.</summary>
    private const int MaxTurns = 8;

    private readonly Lock _lock = new();
    private readonly Queue<(IssueDelta Delta, TaskCompletionSource<DeltaResult> Done)> _waiting = new();
    private readonly DebtBook _debts;
    private readonly OutcomeBook _outcomes = new();
    private readonly List<(LedgerBatch Batch, long Since)> _underWay = [];
    private readonly CancellationTokenSource _aborted = new();
    private readonly IngestionOptions _options;
    private readonly LedgerInstruments _instruments;
    private readonly CommitSender _sender;
    private readonly TimeProvider _time;
    private readonly ILedgerEvents? _events;
    private readonly ITimer _tick;
    private TaskCompletionSource? _drained;
    private uint _lanes;
    private long _notesSince;

    /// <summary>A ledger over <paramref name="writer"/>.</summary>
    public GroupCommitLedger(ICommitWriter writer, IngestionOptions options, LedgerInstruments instruments, TimeProvider time, ILedgerEvents? events = null)
    {
        (_options, _instruments, _time, _events) = (options, instruments, time, events);
        _debts = new(options);
        _sender = new(writer, events, instruments, options.ResendTime, time);
        _tick = time.CreateTimer(_ => Tick(), null, TickTime, TickTime);
    }

    /// <inheritdoc/>
    public Task<DeltaResult> CommitAsync(IssueDelta delta)
    {
        var done = new TaskCompletionSource<DeltaResult>();
        lock (_lock)
        {
            _waiting.Enqueue((delta, done));
            StartLane(stuck: false);
        }

        return done.Task;
    }

    /// <inheritdoc/>
    public Task<bool> CommitAsync(OutcomeRow outcome)
    {
        lock (_lock)
        {
            var durable = _outcomes.Await(outcome, _time.GetTimestamp());
            StartLane(stuck: false);
            return durable;
        }
    }

    /// <inheritdoc/>
    public void Note(OutcomeRow outcome)
    {
        lock (_lock)
        {
            _notesSince = _outcomes.Count == 0 ? _time.GetTimestamp() : _notesSince;
            if (!_outcomes.Note(outcome))
            {
                _instruments.OnNoteLost(outcome.Count);
            }
        }
    }

    /// <inheritdoc/>
    public void Keep(FilterSampleRow sample)
    {
        lock (_lock)
        {
            if (!_debts.Keep(sample)) // The outcome that comes with it starts a commit.
            {
                _instruments.OnDebtLost(1);
            }
        }
    }

    /// <inheritdoc/>
    public void Owe(IssueDebt debt)
    {
        lock (_lock)
        {
            if (_debts.Owe(debt) is > 0 and var forgiven)
            {
                _instruments.OnDebtLost(forgiven);
            }

            StartLane(stuck: false);
        }
    }

    /// <summary>Waits until everything is written, at most until <paramref name="cancellation"/>; then what is left is given up.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        Task drained;
        lock (_lock)
        {
            if (_lanes == 0 && _outcomes.Count > 0)
            {
                StartLane(stuck: true);
            }

            if (_lanes == 0)
            {
                return;
            }

            drained = (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await drained.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _aborted.CancelAsync().ConfigureAwait(false);
            await drained.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _tick.DisposeAsync().ConfigureAwait(false);
        await DrainAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _aborted.Dispose();
    }

    /// <summary>Starts a lane where that is worth it. A lane writes batch after batch until nothing waits. Called under the lock.</summary>
    private void StartLane(bool stuck)
    {
        if (_lanes == 0 || (BitOperations.PopCount(_lanes) < _options.MaxCommitsInFlight && (stuck || _waiting.Count >= _options.CommitRows)))
        {
            var lane = BitOperations.TrailingZeroCount(~_lanes);
            _lanes |= 1u << lane;
            ThreadPool.UnsafeQueueUserWorkItem(static start => _ = start.Ledger.RunLaneAsync(start.Lane), (Ledger: this, Lane: lane), preferLocal: false);
        }
    }

    private async Task RunLaneAsync(int lane)
    {
        while (true)
        {
            await GatherAsync().ConfigureAwait(false);
            if (TakeLoad(lane) is not { } load)
            {
                return;
            }

            if (TryMake(lane, load) is not { } batch)
            {
                continue;
            }

            await _sender.SendAsync(batch, _aborted.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _underWay.RemoveAll(item => item.Batch == batch);
            }
        }
    }

    /// <summary>
    /// Lets what the thread pool has to do go first: reports that are here already go into this commit. Where nothing is to be done, as for a report that comes alone,
    /// it takes some microseconds.
    /// </summary>
    private async Task GatherAsync()
    {
        for (var turn = 0; turn < MaxTurns && _waiting.Count < _options.CommitRows; turn++)
        {
            await Task.Yield();
            if (ThreadPool.PendingWorkItemCount == 0)
            {
                return;
            }
        }
    }

    /// <summary>What waits; null ends the lane.</summary>
    private LedgerLoad? TakeLoad(int lane)
    {
        lock (_lock)
        {
            var deltas = new List<(IssueDelta, TaskCompletionSource<DeltaResult>)>(Math.Min(_waiting.Count, _options.CommitRows));
            while (deltas.Count < _options.CommitRows && _waiting.TryDequeue(out var next))
            {
                deltas.Add(next);
            }

            var load = new LedgerLoad(deltas, _outcomes.Count > 0 ? _outcomes.Take() : null, _debts.Take(isAwaited: deltas.Count > 0));
            if (!load.IsEmpty)
            {
                return load;
            }

            _lanes &= ~(1u << lane);
            if (_lanes == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }

            return null;
        }
    }

    private LedgerBatch? TryMake(int lane, LedgerLoad load)
    {
        try
        {
            var batch = LedgerBatch.Create(lane, load, _time.GetUtcNow());
            lock (_lock)
            {
                _underWay.Add((batch, _time.GetTimestamp()));
            }

            return batch;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Only a defect gets here. It must not end the lane, or nothing would ever be written again.
            _events?.OnPoisoned(new(CommitFailure.Broken, e.Message, e));
            load.Fail(OutcomeReasons.Internal);
            return null;
        }
    }

    /// <summary>
    /// Lets go of deltas that have waited for the hold time: those that were not sent are dropped, of those that were only the waiters are released.
    /// Gives the stuck a lane beside them, and flushes notes that found no commit to go with.
    /// </summary>
    private void Tick()
    {
        var oldest = _time.GetTimestamp() - (long)(_options.HoldTime.TotalSeconds * _time.TimestampFrequency);
        List<(IssueDelta Delta, TaskCompletionSource<DeltaResult> Done)> expired = [];
        TaskCompletionSource<bool>? outcomes;
        LedgerBatch[] underWay;
        lock (_lock)
        {
            // All of them: one that waited behind its issue's last delta is older than its place says.
            for (var left = _waiting.Count; left > 0; left--)
            {
                var next = _waiting.Dequeue();
                if (next.Delta.OpenedAt < oldest)
                {
                    expired.Add(next);
                }
                else
                {
                    _waiting.Enqueue(next);
                }
            }

            outcomes = _outcomes.Expire(oldest);
            underWay = [.. _underWay.Select(item => item.Batch)];
            var stuck = _underWay.Count > 0 && _underWay.TrueForAll(item => _time.GetElapsedTime(item.Since) >= TickTime);
            var notesWait = _outcomes.Count > 0 && _time.GetElapsedTime(_notesSince) >= NotesWait;
            if ((stuck && _waiting.Count > 0) || notesWait)
            {
                StartLane(stuck);
            }
        }

        // Outside the lock: whoever waits goes on from here.
        foreach (var (delta, done) in expired)
        {
            delta.Drop(OutcomeReasons.NotCommitted);
            done.TrySetResult(DeltaResult.Failed(OutcomeReasons.NotCommitted));
        }

        outcomes?.TrySetResult(false);
        foreach (var batch in underWay)
        {
            batch.ReleaseOlderThan(oldest);
        }
    }
}
