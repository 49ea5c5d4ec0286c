using System.Diagnostics.Metrics;

namespace Picket.Ingestion.Ledger;

/// <summary>What the ledger measures.</summary>
public sealed class LedgerInstruments
{
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _rows;
    private readonly Histogram<long> _reports;
    private readonly CounterFromZero _failures;
    private readonly CounterFromZero _dropped;
    private readonly CounterFromZero _notesLost;
    private readonly CounterFromZero _debtLost;

    /// <summary>Instruments on <paramref name="meter"/>.</summary>
    public LedgerInstruments(Meter meter)
    {
        _duration = meter.CreateHistogram(
            "picket.ledger.commit.duration",
            "s",
            "Time from the first attempt of a commit to its success.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _rows = meter.CreateHistogram(
            "picket.ledger.batch.rows",
            "{row}",
            "Rows of all kinds in a commit.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] });
        _reports = meter.CreateHistogram(
            "picket.ledger.batch.size",
            "{report}",
            "Reports that a commit made durable.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] });
        _failures = new(
            meter, "picket.ledger.failures", "{attempt}", "Failed attempts to commit, by what is known of them.", "failure", [.. Enum.GetValues<CommitFailure>().Select(Name).Distinct()]);
        _dropped = new(meter, "picket.ledger.dropped", "{report}", "Reports whose commit was given up at the deadline; they were answered unavailable.");
        _notesLost = new(meter, "picket.ledger.notes.lost", "{report}", "Refused reports that did not reach the statistics, because too many kinds of them waited.");
        _debtLost = new(meter, "picket.ledger.debt.lost", "{row}", "Facets and clients of counted reports that were not written, because too many waited.");
    }

    internal void OnCommitted(Commit commit, long reports, TimeSpan duration)
    {
        _duration.Record(duration.TotalSeconds);
        _rows.Record(commit.Size);
        _reports.Record(reports);
    }

    internal void OnFailed(CommitFailure failure) => _failures.Add(1, Name(failure));

    internal void OnDropped(long reports) => _dropped.Add(reports);

    internal void OnNoteLost(long reports) => _notesLost.Add(reports);

    internal void OnDebtLost(int rows) => _debtLost.Add(rows);

    private static string Name(CommitFailure failure) => failure switch
    {
        CommitFailure.Conflict => "conflict",
        CommitFailure.Locked => "locked",
        CommitFailure.Poisoned => "poisoned",
        CommitFailure.Broken => "broken",
        CommitFailure.NotSent => "not_sent",
        _ => "unknown",
    };
}
