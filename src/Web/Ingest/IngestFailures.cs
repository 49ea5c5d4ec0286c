using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Picket.Ingestion;

namespace Picket.Web.Ingest;

/// <summary>Counts errors of our own on the way in, and says so in the log once every ten seconds however many there are.</summary>
internal sealed partial class IngestFailures
{
    /// <summary>Meter of this project.</summary>
    public const string MeterName = "Picket.Web";

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly ILogger<IngestFailures> _logger;
    private readonly CounterFromZero _failures;
    private long _quietUntil = long.MinValue;
    private long _unsaid;

    public IngestFailures(IMeterFactory meters, TimeProvider time, ILogger<IngestFailures> logger)
    {
        (_time, _logger) = (time, logger);
        _failures = new(meters.Create(MeterName), "picket.ingest.failures", "{request}", "Requests answered 503 because of an error in Picket itself.");
    }

    /// <summary>Counts one request that ended in <paramref name="exception"/>.</summary>
    public void Count(Exception exception)
    {
        _failures.Add(1);
        Interlocked.Increment(ref _unsaid);
        var quietUntil = Volatile.Read(ref _quietUntil);
        var now = _time.GetTimestamp();
        if (now >= quietUntil && Interlocked.CompareExchange(ref _quietUntil, now + (long)(Quiet.TotalSeconds * _time.TimestampFrequency), quietUntil) == quietUntil)
        {
            LogFailures(Interlocked.Exchange(ref _unsaid, 0), exception);
        }
    }

    [LoggerMessage(3001, LogLevel.Error, "{Count} requests for ingest were answered 503 because of errors like this one.")]
    private partial void LogFailures(long count, Exception exception);
}
