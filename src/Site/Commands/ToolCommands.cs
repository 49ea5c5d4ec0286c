using System.CommandLine;
using Picket.Hosting;

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
        var command = new Command("check", "Checks the configuration and whether PostgreSQL can be used.") { Data };
        command.SetAction((result, cancellation) => Tool.RunAsync(
            result.GetValue(Data),
            static (_, _) =>
            {
                Console.Out.WriteLine("The configuration is in order, and PostgreSQL can be used.");
                return Task.FromResult(ExitCode.Done);
            },
            cancellation));
        return command;
    }
}
