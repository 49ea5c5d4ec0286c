using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>
/// Sees one batch through: again under the same id while nobody knows what became of it, in halves under new ids when PostgreSQL refuses a row or
/// another transaction holds one, and at the deadline not at all. A look-up of the id instead of sending again would race with the first statement, which may still run.
/// </summary>
internal sealed class CommitSender(ICommitWriter writer, ILedgerEvents? events, LedgerInstruments instruments, TimeSpan resendTime, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private long? _failingSince;

    /// <summary>Writes <paramref name="batch"/> and tells those who wait. Never throws.</summary>
    public async Task SendAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        // Parts wait behind each other in the order they were made: what can be written is, before the one that cannot is tried for long.
        var parts = new Queue<(LedgerBatch Batch, long Started)>();
        parts.Enqueue((batch, time.GetTimestamp()));
        while (parts.TryDequeue(out var part))
        {
            await SendAsync(part.Batch, part.Started, parts, cancellation).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(LedgerBatch batch, long started, Queue<(LedgerBatch Batch, long Started)> parts, CancellationToken cancellation)
    {
        var mayBeApplied = false;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var locked = false;
            try
            {
                var states = await writer.WriteAsync(batch.Commit, cancellation).ConfigureAwait(false);
                instruments.OnCommitted(batch.Commit, batch.Reports, time.GetElapsedTime(started));
                ReportRecovery();
                batch.Succeed(states);
                return;
            }
            catch (CommitException e) when (e.Failure == CommitFailure.Poisoned && !mayBeApplied)
            {
                if (!Part(batch, time.GetTimestamp(), parts))
                {
                    instruments.OnFailed(CommitFailure.Poisoned);
                    events?.OnPoisoned(e);
                    batch.Fail(OutcomeReasons.Poisoned);
                }

                return;
            }
            catch (CommitException e) when (e.Failure == CommitFailure.Locked && !mayBeApplied && Part(batch, started, parts))
            {
                instruments.OnFailed(CommitFailure.Locked);
                return;
            }
            catch (CommitException e)
            {
                // Halves under new ids would count twice what an attempt of unknown outcome has applied.
                mayBeApplied |= e.Failure == CommitFailure.Unknown;
                locked = e.Failure == CommitFailure.Locked;
                instruments.OnFailed(e.Failure);
                if (e.Failure is not (CommitFailure.Conflict or CommitFailure.Locked))
                {
                    ReportFailure(e);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A defect of the writer: the reports are answered unavailable, and the ledger goes on.
                ReportFailure(new(CommitFailure.Broken, e.Message, e));
                batch.Fail(OutcomeReasons.Internal);
                return;
            }

            if (cancellation.IsCancellationRequested || time.GetElapsedTime(started) + pause > resendTime)
            {
                instruments.OnDropped(batch.Reports);
                batch.Fail(OutcomeReasons.NotCommitted);
                return;
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (locked && !mayBeApplied && parts.Count > 0)
            {
                parts.Enqueue((batch, started));
                return;
            }
        }
    }

    /// <summary>Puts the halves of <paramref name="batch"/> behind what waits; false where it cannot be parted.</summary>
    private bool Part(LedgerBatch batch, long started, Queue<(LedgerBatch Batch, long Started)> parts)
    {
        if (batch.Split(time.GetUtcNow()) is not { } halves)
        {
            return false;
        }

        parts.Enqueue((halves.First, started));
        parts.Enqueue((halves.Second, started));
        return true;
    }

    private void ReportFailure(CommitException cause)
    {
        lock (_lock)
        {
            if (_failingSince is not null)
            {
                return;
            }

            _failingSince = time.GetTimestamp();
        }

        events?.OnFailing(cause);
    }

    private void ReportRecovery()
    {
        if (_failingSince is null)
        {
            return;
        }

        long since;
        lock (_lock)
        {
            if (_failingSince is not { } started)
            {
                return;
            }

            (since, _failingSince) = (started, null);
        }

        events?.OnRecovered(time.GetElapsedTime(since));
    }
}
