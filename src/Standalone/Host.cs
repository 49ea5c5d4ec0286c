using System.Reflection;
using Picket.Standalone.Configuration;
using Picket.Storage;
using Picket.Storage.Accounts;
using Picket.Storage.Embedded;

namespace Picket.Standalone;

/// <summary>One run of Standalone, from reading settings to the last commit.</summary>
internal static class Host
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(Host).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs until it is asked to end. Returns the exit code; whatever prevents a run is told in plain lines on standard error.</summary>
    /// <param name="arguments">Settings from the command line.</param>
    public static async Task<int> RunAsync(Dictionary<string, string?> arguments)
    {
        using var termination = new Termination();
        try
        {
            var builder = Logs.CreateBuilder(arguments);
            var settings = StandaloneSettings.Read(builder.Configuration);
            using var logs = LoggerFactory.Create(Logs.Configure);
            await RunAsync(builder, settings, logs, termination.Token).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Misconfigured;
        }
        catch (Exception e) when (e is StorageException or PrivatePostgresException or HostException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.CannotRun;
        }
        catch (OperationCanceledException) when (termination.Token.IsCancellationRequested)
        {
            return ExitCode.Done; // Asked to end while it started.
        }
    }

    private static async Task RunAsync(WebApplicationBuilder builder, StandaloneSettings settings, ILoggerFactory logs, CancellationToken termination)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        Directory.CreateDirectory(settings.Host.Data);
        var postgres = settings.ConnectionString is null
            ? await PrivatePostgres.StartAsync(new() { Data = settings.Host.Data }, logs.CreateLogger<PrivatePostgres>(), time, termination).ConfigureAwait(false)
            : null;
        await using (postgres.ConfigureAwait(false))
        {
            var store = await Store.OpenAsync(settings.ConnectionString ?? postgres!.ConnectionString, settings.Storage, settings.Ingestion, logs, time, termination).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                var site = await Site.StartAsync(builder, settings, store, logs, time, termination).ConfigureAwait(false);
                await using (site.ConfigureAwait(false))
                {
                    await GreetAsync(site, settings, time.GetElapsedTime(started), termination).ConfigureAwait(false);
                    await site.RunUntilAsync(termination).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task GreetAsync(Site site, StandaloneSettings settings, TimeSpan took, CancellationToken termination)
    {
        var first = await site.Get<FirstRun>().EnsureAsync(termination).ConfigureAwait(false);
        await site.RefreshProjectsAsync(termination).ConfigureAwait(false);
        var link = await site.Get<AccountStore>().CreateSignInLinkAsync(first.UserId, LinkLifetime, termination).ConfigureAwait(false);
        Greeting.Print(site, settings.Host, first, link, took);
    }
}
