using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Picket.Ingestion;

namespace Picket.Storage;

/// <summary>How Picket connects.</summary>
internal static class Connections
{
    private const string MaxAutoPrepare = "Max Auto Prepare";

    /// <summary>For pages, API and housekeeping.</summary>
    public static NpgsqlDataSource ForQueries(string connectionString, ILoggerFactory loggers) => Build(connectionString, "picket", loggers, settings =>
    {
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 20);
        settings.CommandTimeout = 15;
    });

    /// <summary>For commits: one connection each that is in flight. A statement that takes longer than half the time it may be sent again is taken for lost.</summary>
    public static NpgsqlDataSource ForLedger(string connectionString, IngestionOptions options, ILoggerFactory loggers) => Build(connectionString, "picket ledger", loggers, settings =>
    {
        settings.MinPoolSize = 1;
        settings.MaxPoolSize = options.MaxCommitsInFlight + 1;
        settings.CommandTimeout = Math.Max(1, (int)(options.ResendTime.TotalSeconds / 2));
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true; // Commits leave no state behind.
        settings.Options = string.Create(CultureInfo.InvariantCulture, $"{settings.Options} -c lock_timeout={(int)options.LockWait.TotalMilliseconds}").TrimStart();
    });

    /// <summary>For the look-ups that reports wait for: no page takes these connections.</summary>
    public static NpgsqlDataSource ForLookUps(string connectionString, IngestionOptions options, ILoggerFactory loggers) => Build(connectionString, "picket look-ups", loggers, settings =>
    {
        settings.MaxPoolSize = 2;
        settings.CommandTimeout = Math.Max(1, (int)options.HoldTime.TotalSeconds);
        settings.MaxAutoPrepare = 4;
        settings.AutoPrepareMinUsages = 2;
    });

    /// <summary>For searches, statistics and exports: a few, each statement with a time of its own.</summary>
    public static NpgsqlDataSource ForSearches(string connectionString, StorageOptions options, ILoggerFactory loggers) => Build(connectionString, "picket searches", loggers, settings =>
    {
        settings.MaxPoolSize = options.SearchConnections;
        settings.CommandTimeout = (int)options.SearchTime.TotalSeconds + 5;
        settings.Options = string.Create(CultureInfo.InvariantCulture, $"{settings.Options} -c statement_timeout={(int)options.SearchTime.TotalMilliseconds}").TrimStart();
    });

    private static NpgsqlDataSource Build(string connectionString, string name, ILoggerFactory loggers, Action<NpgsqlConnectionStringBuilder> set)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StorageException($"ConnectionStrings__Postgres: {e.Message} Its form is Host=…;Username=…;Password=…;Database=….", e);
        }

        settings.ApplicationName ??= name;
        settings.Timeout = Math.Min(settings.Timeout, 3);
        settings.CancellationTimeout = -1; // No answer is awaited: a commit whose wait for a standby is cancelled answers as if it were done, but no standby may have it.
        settings.IncludeErrorDetail = false; // Details hold values of rows.
        var mayPrepare = !(settings.ShouldSerialize(MaxAutoPrepare) && settings.MaxAutoPrepare == 0);
        set(settings);
        if (!mayPrepare)
        {
            settings.MaxAutoPrepare = 0; // Said so on purpose: behind a pooler in transaction mode a prepared statement lies on whichever connection was there.
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.UseLoggerFactory(loggers).Build();
    }
}
