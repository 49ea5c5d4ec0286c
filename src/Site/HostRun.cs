using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Picket.Hosting;
using Picket.Storage;
using Picket.Storage.Accounts;
using Picket.Storage.Embedded;

namespace Picket.Site;

/// <summary>One run of a host, from reading settings to the last commit.</summary>
public static class HostRun
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(HostRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs until it is asked to end. Returns the exit code; whatever prevents a run is told in plain lines on standard error.</summary>
    /// <param name="arguments">Settings from the command line.</param>
    /// <param name="kind">What makes the host what it is.</param>
    public static async Task<int> RunAsync<TOptions>(Dictionary<string, string?> arguments, HostKind<TOptions> kind)
        where TOptions : SiteOptions, new()
    {
        BatchScheduling.Use();
        using var termination = new Termination();
        try
        {
            var builder = Logs.CreateBuilder(arguments);
            var settings = SiteSettings.Read<TOptions>(builder.Configuration);
            using var logs = Logs.Create(settings.Host.LogFormat);
            await RunAsync(builder, settings, kind, logs, termination.Token);
            return ExitCode.Done;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Misconfigured;
        }
        catch (Exception e) when (e is StorageException or PrivatePostgresException or HostException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.CannotRun;
        }
        catch (OperationCanceledException) when (termination.Token.IsCancellationRequested)
        {
            return ExitCode.Done; // Asked to end while it started.
        }
    }

    private static async Task RunAsync<TOptions>(
        WebApplicationBuilder builder, SiteSettings<TOptions> settings, HostKind<TOptions> kind, ILoggerFactory logs, CancellationToken termination)
        where TOptions : SiteOptions, new()
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        MakeFolder(settings.Host.Data);
        var (connectionString, postgres) = settings.ConnectionString is { } given ? (given, null) : await StartPostgresAsync(settings.Host.Data, logs, time, termination);
        await using var stopped = postgres;
        await using var store = await Store.OpenAsync(connectionString, settings.Storage, settings.Ingestion, logs, time, termination);
        var first = await new FirstRun(store).EnsureAsync(token => Greeting.Keep(settings.Host, $"token: {token}"), termination);
        await store.Directory.RefreshAsync(termination);
        kind.Compose(builder, settings with { ConnectionString = connectionString });
        await using var site = await RunningSite.StartAsync(builder, settings, store, kind.Service, kind.AnswerTime, logs, time, termination);
        var link = await site.Get<LinkStore>().CreateAsync(first.UserId, LinkPurpose.SignIn, LinkLifetime, null, termination);
        Greeting.Print(site, settings.Host, first, link, time.GetElapsedTime(started));
        await site.RunUntilAsync(termination);
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The folder {folder} cannot be made: {e.Message} Name another with --data.", e);
        }
    }

    private static async Task<(string ConnectionString, IAsyncDisposable? Postgres)> StartPostgresAsync(
        string folder, ILoggerFactory logs, TimeProvider time, CancellationToken termination)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new HostException("On Windows Picket runs no PostgreSQL of its own: set ConnectionStrings__Postgres to one of yours.");
        }

        var postgres = await PrivatePostgres.StartAsync(new() { Data = folder }, logs.CreateLogger<PrivatePostgres>(), time, termination);
        return (postgres.ConnectionString, postgres);
    }
}
