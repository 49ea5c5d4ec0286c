using Microsoft.Extensions.Logging;
using Picket.Ingestion.Ledger;

namespace Picket.Storage.Ledger;

/// <summary>Tells the log what an operator should know of commits.</summary>
internal sealed partial class LedgerLog(ILogger<LedgerLog> log) : ILedgerEvents
{
    /// <inheritdoc/>
    public void OnFailing(CommitException cause) => LogFailing(cause.Message);

    /// <inheritdoc/>
    public void OnRecovered(TimeSpan after) => LogRecovered(after.TotalSeconds);

    /// <inheritdoc/>
    public void OnPoisoned(CommitException cause) => LogPoisoned(cause.Message);

    [LoggerMessage(2201, LogLevel.Error, "Commits fail; reports are held, then answered 503: {Cause}")]
    private partial void LogFailing(string cause);

    [LoggerMessage(2202, LogLevel.Information, "Commits succeed again, after {Seconds:F1} s.")]
    private partial void LogRecovered(double seconds);

    [LoggerMessage(2203, LogLevel.Error, "PostgreSQL refuses one issue's reports, which were answered 503; please report this as a defect: {Cause}")]
    private partial void LogPoisoned(string cause);
}
