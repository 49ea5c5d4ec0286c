using System.Net.Sockets;
using System.Reflection;
using Picket.Gateway.Configuration;
using Picket.Hosting;
using Picket.Telemetry.Health;
using Picket.Web;

namespace Picket.Gateway;

/// <summary>One run of the gateway.</summary>
internal static class Host
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(4);

    private static string Version { get; } = typeof(Host).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs until it is asked to end. Returns the exit code: 0 after a clean end, 1 when it cannot run, 2 when it was told something wrong.</summary>
    public static async Task<int> RunAsync(Dictionary<string, string?> arguments)
    {
        BatchScheduling.Use();
        using var termination = new Termination();
        try
        {
            var builder = Logs.CreateBuilder(arguments);
            var options = Read(builder.Configuration);
            using var logs = Logs.Create(options.LogFormat);
            builder.Services.AddSingleton(logs);
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
            using var certificate = options.Tls.Length == 0 ? null : ServerCertificate.Read(options.Tls, options.TlsKey, logs.CreateLogger<ServerCertificate>(), TimeProvider.System);
            await RunAsync(builder, options, certificate, termination.Token);
            return ExitCode.Done;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Misconfigured;
        }
        catch (HostException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.CannotRun;
        }
        catch (OperationCanceledException) when (termination.Token.IsCancellationRequested)
        {
            return ExitCode.Done; // Asked to end while it started.
        }
    }

    /// <summary>Everything the gateway was told, checked.</summary>
    /// <exception cref="SettingsException">Something is wrong; it lists all of it.</exception>
    internal static GatewayOptions Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration.GetSection(GatewayOptions.Section));
        var options = reader.Read<GatewayOptions>();
        if (new WebOptionsValidator().Validate(null, reader.Read<WebOptions>()) is { Failed: true } result)
        {
            reader.Add(result.Failures);
        }

        reader.RefuseUnknown();
        return reader.Errors.Count == 0 ? options : throw new SettingsException(reader.Errors);
    }

    private static async Task RunAsync(WebApplicationBuilder builder, GatewayOptions options, ServerCertificate? certificate, CancellationToken termination)
    {
        var port = Ports.Choose(options.Port);
        await using var app = GatewayApp.Build(builder, options, port, certificate);
        try
        {
            await app.StartAsync(termination);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new HostException($"Port {port} or {port + 1} cannot be used: {e.Message} Choose another with Picket__Port, or other addresses with Picket__Listen.", e);
        }

        var readiness = app.Services.GetRequiredService<ReadinessGate>();
        readiness.MarkStarted();
        Console.Out.WriteLine($"""
            Picket {Version} gateway. Ctrl-C ends it.
            gateway: {(certificate is null ? "http" : "https")}://localhost:{port}
            metrics: http://127.0.0.1:{port + 1}/metrics
            """);
        Console.Out.Flush();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(termination, app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        readiness.MarkStopping();
        await app.StopAsync(CancellationToken.None);
        if (!termination.IsCancellationRequested)
        {
            throw new HostException("The gateway broke down and ended; the log above says why.");
        }
    }
}
