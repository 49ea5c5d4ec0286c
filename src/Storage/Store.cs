using Microsoft.Extensions.Logging;
using Npgsql;
using Picket.Ingestion;
using Picket.Storage.Housekeeping;
using Picket.Storage.Ledger;
using Picket.Storage.Projects;
using Picket.Storage.Schema;

namespace Picket.Storage;

/// <summary>An open PostgreSQL: schema up to date, partitions there, projects loaded.</summary>
public sealed partial class Store : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _ledgerSource;
    private readonly ILogger _logger;

    static Store() => UtcTimes.Register();

    private Store(string connectionString, StorageOptions options, IngestionOptions ingestion, ILoggerFactory loggers, TimeProvider time)
    {
        (Options, Time) = (options, time);
        Source = Connections.ForQueries(connectionString, loggers);
        _ledgerSource = Connections.ForLedger(connectionString, ingestion, loggers);
        LookUps = Connections.ForLookUps(connectionString, ingestion, loggers);
        Searches = Connections.ForSearches(connectionString, options, loggers);
        CommitWriter = new(_ledgerSource, Calendar, ThisWriter());
        Directory = new(Source, ingestion, loggers.CreateLogger<PostgresProjectDirectory>());
        _logger = loggers.CreateLogger<Store>();
    }

    /// <summary>Connections for everything but commits and look-ups, which have connections of their own: a slow page never holds up reports.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Connections for what reports wait for.</summary>
    internal NpgsqlDataSource LookUps { get; }

    /// <summary>Connections for what anyone who may read can make expensive; PostgreSQL itself ends what takes too long.</summary>
    internal NpgsqlDataSource Searches { get; }

    /// <summary>What all hosts share.</summary>
    public Installation Installation { get; private set; } = null!;

    /// <summary>The projects.</summary>
    public PostgresProjectDirectory Directory { get; }

    internal StorageOptions Options { get; }

    internal TimeProvider Time { get; }

    internal PartitionCalendar Calendar { get; } = new();

    /// <summary>Writes commits.</summary>
    public PostgresCommitWriter CommitWriter { get; }

    /// <summary>Connects, waiting for a server that is still starting, and makes everything ready.</summary>
    /// <param name="connectionString">Npgsql's form: <c>Host=…;Username=…;Password=…;Database=…</c>.</param>
    /// <param name="options">How data are kept.</param>
    /// <param name="ingestion">For how many connections commits need, and for how long one may take.</param>
    /// <param name="loggers">Where news go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StorageException">It cannot be used; the message says why.</exception>
    public static async Task<Store> OpenAsync(
        string connectionString, StorageOptions options, IngestionOptions ingestion, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellation)
    {
        var store = new Store(connectionString, options, ingestion, loggers, time);
        try
        {
            await store.PrepareAsync(cancellation).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ledgerSource.DisposeAsync().ConfigureAwait(false);
        await LookUps.DisposeAsync().ConfigureAwait(false);
        await Searches.DisposeAsync().ConfigureAwait(false);
        await Source.DisposeAsync().ConfigureAwait(false);
        Directory.Dispose();
    }

    /// <summary>Start of the current hour, UTC.</summary>
    internal DateTimeOffset ThisHour()
    {
        var now = Time.GetUtcNow();
        return new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        var started = Time.GetTimestamp();
        while (true)
        {
            try
            {
                await SchemaMigrator.MigrateAsync(Source, cancellation).ConfigureAwait(false);
                foreach (var gap in await Durability.FindGapsAsync(Source, cancellation).ConfigureAwait(false))
                {
                    LogNotDurable(gap.Name, gap.Value);
                }

                Installation = await Installation.LoadAsync(Source, cancellation).ConfigureAwait(false);
                await Partitions.EnsureAsync(this, cancellation).ConfigureAwait(false);
                await Directory.RefreshAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (MayPass(e) && Time.GetElapsedTime(started) < Options.StartTimeout)
            {
                await Task.Delay(RetryPause, Time, cancellation).ConfigureAwait(false);
            }
            catch (NpgsqlException e)
            {
                throw new StorageException($"PostgreSQL cannot be used: {e.Message.ReplaceLineEndings(" ")} Check ConnectionStrings__Postgres and the server.", e);
            }
        }
    }

    [LoggerMessage(2003, LogLevel.Warning, "PostgreSQL runs with {Setting} = {Value}: when it crashes, reports that were acknowledged can be lost. Set {Setting} = on.")]
    private partial void LogNotDurable(string setting, string value);

    /// <summary>Away, starting or full: waiting may help. A wrong password or a missing database will not mend itself.</summary>
    private static bool MayPass(Exception e) => e switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Hosts that share a number only get in each other's way; what they write adds up all the same. Stable, so restarts make no new rows.</summary>
    private static short ThisWriter()
    {
        var hash = 0;
        foreach (var letter in Environment.MachineName)
        {
            hash = unchecked((hash * 31) + letter);
        }

        return (short)(hash & 63);
    }
}
