using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>
/// Sees one batch through: again under the same id while nobody knows what became of it, in halves under new ids when PostgreSQL refuses a row,
/// and at the deadline not at all. A look-up of the id instead of sending again would race with the first statement, which may still run.
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
        var started = time.GetTimestamp();
        var mayBeApplied = false;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
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
                await PartAsync(batch, e, cancellation).ConfigureAwait(false);
                return;
            }
            catch (CommitException e)
            {
                // Halves under new ids would count twice what an attempt of unknown outcome has applied.
                mayBeApplied |= e.Failure == CommitFailure.Unknown;
                instruments.OnFailed(e.Failure);
                if (e.Failure != CommitFailure.Conflict)
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
        }
    }

    private async Task PartAsync(LedgerBatch batch, CommitException cause, CancellationToken cancellation)
    {
        if (batch.Split(time.GetUtcNow()) is { } halves)
        {
            await SendAsync(halves.First, cancellation).ConfigureAwait(false);
            await SendAsync(halves.Second, cancellation).ConfigureAwait(false);
            return;
        }

        instruments.OnFailed(CommitFailure.Poisoned);
        events?.OnPoisoned(cause);
        batch.Fail(OutcomeReasons.Poisoned);
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
