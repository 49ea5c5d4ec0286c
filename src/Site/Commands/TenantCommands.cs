using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Picket.Hosting;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Site.Commands;

/// <summary><c>organization</c>, <c>user</c>, <c>project</c>, <c>key</c> and <c>token</c>, each with <c>create</c>. What was made is printed, secrets included, and nothing is logged.</summary>
internal static class TenantCommands
{
    private static readonly Argument<string> _slug = new("slug") { Description = "Its name in addresses." };
    private static readonly Argument<string> _email = new("email") { Description = "The user's address." };
    private static readonly Argument<string> _organization = new("organization") { Description = "The organization's slug." };
    private static readonly Argument<string> _project = new("project") { Description = "The project's slug." };
    private static readonly Option<string?> _name = new("--name") { Description = "Its name. [the slug]" };
    private static readonly Option<string> _label = new("--label") { Description = "What it is for.", DefaultValueFactory = _ => "Default" };
    private static readonly Option<string> _owner = new("--owner") { Description = "The owner's address; the user must exist.", Required = true };
    private static readonly Option<bool> _operator = new("--operator") { Description = "The user operates the installation." };
    private static readonly Option<string> _scopes = new("--scopes") { Description = "What it may do: read, write, admin, with commas between.", DefaultValueFactory = _ => "read" };
    private static readonly Option<int?> _days = new("--days") { Description = "Days until it ends. [never]" };

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> Create() =>
    [
        Group("organization", "Organizations.", Creating("Makes an organization.", CreateOrganizationAsync, _slug, _name, _owner)),
        Group("user", "People.", Creating("Makes a user and prints a link that signs in once, within a day.", CreateUserAsync, _email, _name, _operator)),
        Group("project", "Projects.", Creating("Makes a project with a first key and prints where browsers report to.", CreateProjectAsync, _organization, _slug, _name)),
        Group("key", "Keys.", Creating("Makes another key of a project.", CreateKeyAsync, _organization, _project, _label)),
        Group("token", "API tokens.", Creating("Makes an API token and prints it; it is not shown again.", CreateTokenAsync, _email, _label, _scopes, _days)),
    ];

    private static Command Group(string name, string description, Command create) => new(name, description) { create };

    private static Command Creating(string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> work, params Symbol[] symbols)
    {
        var command = new Command("create", description) { ToolCommands.Data };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((result, cancellation) => Tool.RunAsync(result.GetValue(ToolCommands.Data), (services, stop) => work(result, services, stop), cancellation));
        return command;
    }

    private static async Task<int> CreateOrganizationAsync(ParseResult result, IServiceProvider services, CancellationToken cancellation)
    {
        var slug = result.GetValue(_slug)!;
        if (!Slug.IsGood(slug))
        {
            return Tool.Refuse("A slug has lower-case letters, digits and hyphens, with a letter among them and no hyphen in front.");
        }

        if (await FindUserAsync(result.GetValue(_owner)!, services, cancellation) is not { } owner)
        {
            return Tool.Refuse("There is no user with that address: make one with 'user create'.");
        }

        return await services.GetRequiredService<OrganizationStore>().CreateAsync(Actor.CommandLine, slug, result.GetValue(_name) ?? slug, owner.Id, cancellation) == ChangeResult.Done
            ? Say($"organization: {slug}")
            : Tool.Refuse("There is an organization of that slug.");
    }

    private static async Task<int> CreateUserAsync(ParseResult result, IServiceProvider services, CancellationToken cancellation)
    {
        if (EmailAddress.Normalize(result.GetValue(_email)!) is not { } email)
        {
            return Tool.Refuse("This is no e-mail address.");
        }

        var user = new User
        {
            Name = result.GetValue(_name) ?? email[..email.IndexOf('@', StringComparison.Ordinal)],
            Email = email,
            EmailConfirmed = true,
            IsOperator = result.GetValue(_operator),
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        if (await services.GetRequiredService<UserStore>().CreateAsync(user, cancellation) is { Succeeded: false } failed)
        {
            return Tool.Refuse(failed.Errors.First().Description);
        }

        await services.GetRequiredService<AuditLog>().WriteAsync(Actor.CommandLine, "user.create", email, cancellation);
        var link = await services.GetRequiredService<LinkStore>().CreateAsync(user.Id, LinkPurpose.SignIn, TimeSpan.FromDays(1), null, cancellation);
        return Say($"user: {email}\nsign-in: {Uris().SignInUri(link)}");
    }

    private static async Task<int> CreateProjectAsync(ParseResult result, IServiceProvider services, CancellationToken cancellation)
    {
        var slug = result.GetValue(_slug)!;
        if (!Slug.IsGood(slug))
        {
            return Tool.Refuse("A slug has lower-case letters, digits and hyphens, with a letter among them and no hyphen in front.");
        }

        if (await services.GetRequiredService<OrganizationStore>().FindAsync(result.GetValue(_organization)!, cancellation) is not { } organization)
        {
            return Tool.Refuse("There is no organization of that slug.");
        }

        var made = await services.GetRequiredService<ProjectStore>().CreateAsync(
            Actor.CommandLine, organization.Organization.Id, slug, result.GetValue(_name) ?? slug, [], null, [], cancellation);
        return made switch
        {
            ChangeResult.Done => await SayProjectAsync(organization.Organization.Slug, slug, services, cancellation),
            ChangeResult.PlanFull => Tool.Refuse("The organization's plan has no room for another project."),
            _ => Tool.Refuse("The organization has a project of that slug."),
        };
    }

    private static async Task<int> CreateKeyAsync(ParseResult result, IServiceProvider services, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<ProjectQueries>().FindAsync(result.GetValue(_organization)!, result.GetValue(_project)!, cancellation) is not { } project)
        {
            return Tool.Refuse("There is no such project.");
        }

        var key = await services.GetRequiredService<KeyStore>().CreateAsync(Actor.CommandLine, project, new(result.GetValue(_label)!), cancellation);
        return Say($"key: {key!.Key}\nreport-uri: {Uris().ReportUri(project.Id, key.Key)}");
    }

    private static async Task<int> CreateTokenAsync(ParseResult result, IServiceProvider services, CancellationToken cancellation)
    {
        if (await FindUserAsync(result.GetValue(_email)!, services, cancellation) is not { } user)
        {
            return Tool.Refuse("There is no user with that address.");
        }

        var scopes = TokenScopes.None;
        foreach (var name in result.GetValue(_scopes)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Enum.TryParse<TokenScopes>(name, ignoreCase: true, out var scope) || scope is TokenScopes.None)
            {
                return Tool.Refuse("There are the scopes read, write and admin.");
            }

            scopes |= scope;
        }

        var expires = result.GetValue(_days) is { } days ? TimeProvider.System.GetUtcNow().AddDays(days) : (DateTimeOffset?)null;
        var (_, token) = await services.GetRequiredService<TokenStore>().CreateAsync(new(user.Id, result.GetValue(_label)!, scopes, null, expires), cancellation);
        await services.GetRequiredService<AuditLog>().WriteAsync(Actor.CommandLine, "token.create", result.GetValue(_label)!, cancellation);
        return Say($"token: {token}");
    }

    private static async Task<int> SayProjectAsync(string organization, string slug, IServiceProvider services, CancellationToken cancellation)
    {
        var project = (await services.GetRequiredService<ProjectQueries>().FindAsync(organization, slug, cancellation))!;
        return Say(string.Create(CultureInfo.InvariantCulture, $"project: {project.Id}\nkey: {project.Key}\nreport-uri: {Uris().ReportUri(project.Id, project.Key!.Value)}"));
    }

    private static Task<User?> FindUserAsync(string email, IServiceProvider services, CancellationToken cancellation) =>
        services.GetRequiredService<UserStore>().FindByEmailAsync(email, cancellation);

    private static ReportUris Uris() => new(Options.Create(new SettingsReader(Logs.CreateBuilder([]).Configuration.GetSection(SiteOptions.Section)).Read<WebOptions>()));

    private static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCode.Done;
    }
}
