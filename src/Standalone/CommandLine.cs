using System.CommandLine;
using System.Globalization;
using Picket.Hosting;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Local;
using Picket.Site;
using Picket.Site.Commands;
using Picket.Standalone.Demo;

namespace Picket.Standalone;

/// <summary>The command line: a few options, each of which is a setting that appsettings.json and the environment may give as well.</summary>
internal static class CommandLine
{
    // Together with PostgreSQL's own stop the answer time stays below the five seconds a stop may take.
    private static readonly HostKind<StandaloneOptions> _kind = new("picket-standalone", TimeSpan.FromSeconds(2.5), Compose);

    private static readonly Option<int?> _port = new("--port")
    {
        Description = "Port for browsers and the dashboard. Operations (metrics, health) get the next one, on loopback. 0 takes free ones. [8080]",
        HelpName = "number",
    };

    private static readonly Option<string?> _data = new("--data") { Description = "Folder of the private PostgreSQL and of first-run.txt. [./data]", HelpName = "folder" };

    private static readonly Option<string?> _listen = new("--listen")
    {
        Description = "Addresses to listen on, with commas between; * for all. Set Picket__PublicUrl as well, which makes every address shown. [loopback]",
        HelpName = "addresses",
    };

    private static readonly Option<string?> _tls = new("--tls") { Description = "PEM file with certificate and private key: speak HTTPS.", HelpName = "pem" };

    private static readonly Option<bool> _demo = new("--demo") { Description = "Add a demo project and let simulated browsers send it reports." };

    /// <summary>Runs Picket, or prints help. Returns the exit code: 0 after a clean end, 1 when it cannot run, 2 when it was told something wrong.</summary>
    public static Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("""
            Picket collects the security reports of browsers: Content Security Policy first.

            Settings come from appsettings.json, then environment variables, then these options. ConnectionStrings__Postgres names a PostgreSQL
            (15 or newer) of yours; without it Picket runs a private one in its data folder. All settings: docs/configuration.md.
            ./run --gateway starts two hosts behind a gateway instead of one: docs/gateway.md. ./run --cluster 3 starts three silos behind one: docs/cluster.md.
            """)
        {
            _port, _data, _listen, _tls, _demo,
        };
        foreach (var tool in ToolCommands.Create())
        {
            command.Add(tool);
        }

        command.SetAction((result, _) => HostRun.RunAsync(Settings(result), _kind));
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            Console.Error.WriteLine("./run --help lists the options.");
            return Task.FromResult(ExitCode.Misconfigured);
        }

        // The host handles Ctrl-C and SIGTERM itself, and decides how long draining may take.
        return parsed.InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static void Compose(WebApplicationBuilder builder, SiteSettings<StandaloneOptions> settings)
    {
        builder.Services.AddSingleton<IIssues, LocalIssues>();
        builder.Services.AddSingleton<IProjects, LocalProjects>();
        builder.Services.AddSingleton<IAllowances, LocalAllowances>();
        if (settings.Host.Demo)
        {
            builder.Services.AddHostedService<DemoTraffic>();
        }
    }

    private static Dictionary<string, string?> Settings(ParseResult result)
    {
        var settings = new Dictionary<string, string?>();
        Add(nameof(StandaloneOptions.Port), result.GetValue(_port)?.ToString(CultureInfo.InvariantCulture));
        Add(nameof(StandaloneOptions.Data), result.GetValue(_data));
        Add(nameof(StandaloneOptions.Listen), result.GetValue(_listen));
        Add(nameof(StandaloneOptions.Tls), result.GetValue(_tls));
        Add(nameof(StandaloneOptions.Demo), result.GetValue(_demo) ? "true" : null);
        return settings;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                settings[$"{StandaloneOptions.Section}:{name}"] = value;
            }
        }
    }
}
