using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Picket.Hosting;
using Picket.Site.Canary;
using Picket.Storage;
using Picket.Storage.Canary;

namespace Picket.Site.Commands;

/// <summary>What every host can be told to do instead of running: manage tenants, import, migrate, check its configuration.</summary>
public static class ToolCommands
{
    /// <summary>The folder of the private PostgreSQL, where a command needs to find it.</summary>
    internal static Option<string?> Data { get; } = new("--data") { Description = "Folder of the private PostgreSQL. [./data]", HelpName = "folder" };

    /// <summary>The first words of all commands.</summary>
    public static IReadOnlyList<string> Names { get; } = ["organization", "user", "project", "key", "token", "import", "migrate", "check"];

    /// <summary>All commands.</summary>
    public static IEnumerable<Command> Create() => [.. TenantCommands.Create(), ImportCommand.Create(), Migrate(), Check()];

    /// <summary>Runs a host's command line that starts with one of <see cref="Names"/>.</summary>
    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Manages a Picket from its command line: docs/command-line.md.");
        foreach (var command in Create())
        {
            root.Add(command);
        }

        return root.Parse(arguments).InvokeAsync();
    }

    private static Command Migrate()
    {
        var command = new Command("migrate", "Brings the schema of the database up to date, as every start does.") { Data };
        command.SetAction((result, cancellation) => Tool.RunAsync(
            result.GetValue(Data),
            static (_, _) =>
            {
                Console.Out.WriteLine("The schema is up to date.");
                return Task.FromResult(ExitCode.Done);
            },
            cancellation));
        return command;
    }

    private static Command Check()
    {
        var through = new Option<string?>("--through") { Description = "Also send one report to this address (scheme, host, port) and see that it is counted.", HelpName = "url" };
        var command = new Command("check", "Checks the configuration and whether PostgreSQL can be used.") { Data, through };
        command.SetAction((result, cancellation) => Tool.RunAsync(
            result.GetValue(Data),
            (services, stop) =>
            {
                Console.Out.WriteLine("The configuration is in order, and PostgreSQL can be used.");
                return result.GetValue(through) is { } url ? SendAsync(services, url, stop) : Task.FromResult(ExitCode.Done);
            },
            cancellation));
        return command;
    }

    private static async Task<int> SendAsync(IServiceProvider services, string url, CancellationToken cancellation)
    {
        var options = new SiteOptions { CanaryUrl = url };
        if (options.Validate(new(options)).FirstOrDefault(result => result.MemberNames.Contains(nameof(SiteOptions.CanaryUrl))) is { } wrong)
        {
            return Tool.Refuse(wrong.ErrorMessage!);
        }

        using var probe = new CanaryProbe(new CanaryStore(services.GetRequiredService<Store>(), CanaryStore.Asked), new(options, 0, null), TimeProvider.System);
        var (lost, cause, took) = await probe.RunAsync(cancellation);
        if (lost is { } stage)
        {
            await Console.Error.WriteLineAsync($"A report to {url} did not come through ({stage}): {cause}");
            return ExitCode.CannotRun;
        }

        await Console.Out.WriteLineAsync($"A report to {url} was answered in {took.TotalMilliseconds:F0} ms and counted once.");
        return ExitCode.Done;
    }
}
