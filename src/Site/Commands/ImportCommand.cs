using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Picket.Hosting;
using Picket.Storage.Tenants;
using Picket.Web.Api;

namespace Picket.Site.Commands;

/// <summary><c>import</c>: projects and keys of a Sentry or GlitchTip, with their numbers and key values, so that websites go on reporting to the same path with the same key.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> _organization = new("organization") { Description = "The slug of the organization that gets the projects." };

    private static readonly Argument<FileInfo[]> _files = new("files")
    {
        Description = "What /api/0/projects/ and /api/0/projects/{organization}/{project}/keys/ answered there, in any order.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("import", "Takes over projects and keys of a Sentry or GlitchTip from the JSON of its API.") { _organization, _files, ToolCommands.Data };
        command.SetAction((result, cancellation) =>
            Tool.RunAsync(result.GetValue(ToolCommands.Data), (services, stop) => RunAsync(result.GetValue(_organization)!, result.GetValue(_files)!, services, stop), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string slug, FileInfo[] files, IServiceProvider services, CancellationToken cancellation)
    {
        if (files.FirstOrDefault(file => !file.Exists) is { } missing)
        {
            return Tool.Refuse($"There is no file '{missing.FullName}'.");
        }

        if (await services.GetRequiredService<OrganizationStore>().FindAsync(slug, cancellation) is not { } organization)
        {
            return Tool.Refuse("There is no organization of that slug.");
        }

        var projects = ImportFile.Read(await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file.FullName, cancellation))), out var problems);
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        var store = services.GetRequiredService<ProjectStore>();
        var failed = problems.Count > 0;
        foreach (var project in projects)
        {
            var name = Slug.IsGood(project.Slug) ? project.Slug : Slug.From(project.Slug);
            var result = await store.CreateAsync(Actor.CommandLine, organization.Organization.Id, name, project.Name, project.Settings, project.Id, project.Keys, cancellation);
            failed |= result != ChangeResult.Done;
            await Console.Out.WriteLineAsync(result switch
            {
                ChangeResult.Done => $"imported: project {project.Id} {name} with {project.Keys.Count} keys",
                ChangeResult.PlanFull => $"refused: project {project.Id} {name}; the plan has no room for another one",
                _ => $"refused: project {project.Id} {name}; its number, its slug or one of its keys is taken here",
            });
        }

        return failed ? ExitCode.CannotRun : ExitCode.Done;
    }
}
