using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Hosting;
using Picket.Storage;
using Picket.Storage.Embedded;

namespace Picket.Site.Commands;

/// <summary>Runs one command against the PostgreSQL that a host with the same settings would use: yours, the private one of a host that runs, or the private one started for it.</summary>
internal static class Tool
{
    /// <summary>Runs <paramref name="work"/>. Returns the exit code; what went wrong is told on standard error.</summary>
    public static async Task<int> RunAsync(string? data, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        try
        {
            var settings = SiteSettings.Read<SiteOptions>(Logs.CreateBuilder(Arguments(data)).Configuration);
            var (connectionString, postgres) = await FindPostgresAsync(settings, cancellation);
            await using var stopped = postgres;
            await using var store = await Store.OpenAsync(connectionString, settings.Storage, settings.Ingestion, NullLoggerFactory.Instance, TimeProvider.System, cancellation);
            await using var services = new ServiceCollection().AddPicketStorage(store).BuildServiceProvider();
            return await work(services, cancellation);
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Misconfigured;
        }
        catch (Exception e) when (e is StorageException or PrivatePostgresException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.CannotRun;
        }
    }

    /// <summary>Says what was told wrong.</summary>
    public static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.Misconfigured;
    }

    private static Dictionary<string, string?> Arguments(string? data) => data is null ? [] : new() { [$"{SiteOptions.Section}:{nameof(SiteOptions.Data)}"] = data };

    private static async Task<(string ConnectionString, IAsyncDisposable? Postgres)> FindPostgresAsync(SiteSettings<SiteOptions> settings, CancellationToken cancellation)
    {
        if (settings.ConnectionString is { } given)
        {
            return (given, null);
        }

        if (OperatingSystem.IsWindows())
        {
            throw new StorageException("Set ConnectionStrings__Postgres.");
        }

        if (PrivatePostgres.FindRunning(settings.Host.Data) is { } running)
        {
            return (running, null);
        }

        var postgres = await PrivatePostgres.StartAsync(new() { Data = settings.Host.Data }, NullLogger.Instance, TimeProvider.System, cancellation);
        return (postgres.ConnectionString, postgres);
    }
}
