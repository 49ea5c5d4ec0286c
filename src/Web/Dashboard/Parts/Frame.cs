using Microsoft.AspNetCore.Http;
using Picket.Storage.Queries;
using Picket.Web.Accounts;

namespace Picket.Web.Dashboard.Parts;

/// <summary>What is around a page: who looks, where that is, and where else there is to go.</summary>
internal sealed class Frame
{
    /// <summary>The cookie that keeps the choice between light and dark; without it the system decides.</summary>
    public const string ThemeCookie = "picket-theme";

    private const int SwitcherLength = 200;

    private Frame(Caller? caller, Access? access, string? theme) => (Caller, Access, Theme) = (caller, access, theme);

    /// <summary>Who looks; null for a stranger.</summary>
    public Caller? Caller { get; }

    /// <summary>Where the page is; null where it belongs to no organization.</summary>
    public Access? Access { get; }

    /// <summary><c>light</c> or <c>dark</c>; null where the system decides.</summary>
    public string? Theme { get; }

    /// <summary>The user's projects, by organization.</summary>
    public IReadOnlyList<IGrouping<OrganizationRow, ProjectRow>> Organizations { get; private init; } = [];

    /// <summary>The page's project; null where it has none.</summary>
    public ProjectRow? Project => Access?.Membership.Project;

    /// <summary>Reads it. <see cref="Section.None"/> reads nothing.</summary>
    public static async Task<Frame> ReadAsync(HttpContext? context, Section section, ProjectQueries projects)
    {
        var caller = context?.Features.Get<Caller>();
        var theme = context?.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;
        return new(caller, context?.Features.Get<Access>(), theme)
        {
            Organizations = caller is null || section == Section.None
                ? []
                : [.. (await projects.ListAsync(caller.UserId, context!.RequestAborted)).Take(SwitcherLength).GroupBy(project => project.Organization)],
        };
    }

    /// <summary>The places beside the page's, with their addresses.</summary>
    public IEnumerable<(Section Section, string Name, string Path)> Places()
    {
        if (Project is { } project)
        {
            var path = $"/projects/{project.Id}";
            yield return (Section.Issues, "Issues", path);
            yield return (Section.Traffic, "Traffic", $"{path}/traffic");
            yield return (Section.Inventory, "Inventory", $"{path}/inventory");
            yield return (Section.Setup, "Setup", $"{path}/setup");
            yield return (Section.Doctor, "Header doctor", "/doctor");
            if (Access!.Allows(Permission.Configure))
            {
                yield return (Section.Settings, "Settings", $"{path}/settings");
            }
        }
        else if (Access is { } access)
        {
            yield return (Section.Projects, "Projects", "/projects");
            yield return (Section.Issues, "Issues", $"/organizations/{access.Organization.Slug}/issues");
            yield return (Section.Organization, "Organization", $"/organizations/{access.Organization.Slug}");
        }
        else if (Caller is not null)
        {
            yield return (Section.Projects, "Projects", "/projects");
            yield return (Section.Doctor, "Header doctor", "/doctor");
            yield return (Section.Account, "Account", "/account");
            if (Caller.IsOperator)
            {
                yield return (Section.Installation, "Installation", "/installation");
            }
        }
    }
}
