using System.Globalization;
using Microsoft.AspNetCore.Http;
using Picket.Ingestion;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Storage.State;
using Picket.Web.Accounts;
using Picket.Web.Api.Search;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Issues;

/// <summary>What the endpoints of issues have in common.</summary>
internal sealed class IssueDesk(
    IssueQueries issues, IssueSearches searches, IssueStandings standings, IssueActions actions, ProjectQueries projects, ReportUris uris, TimeProvider time)
{
    private const int DaysShown = 14;

    public IssueQueries Issues => issues;

    public IssueSearches Searches => searches;

    public IssueStandings Standings => standings;

    public IssueActions Actions => actions;

    public ReportUris Uris => uris;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The projects a path and its parameter <c>project</c> (numbers or slugs) are about; null where one of them is none of the organization's.</summary>
    public async Task<IReadOnlyDictionary<ProjectId, ProjectRow>?> ProjectsAsync(Access access, IQueryCollection parameters, CancellationToken cancellation)
    {
        if (access.Membership.Project is { } only)
        {
            return new Dictionary<ProjectId, ProjectRow> { [only.Id] = only };
        }

        var all = (await projects.ListAsync(access.Caller.UserId, cancellation)).Where(project => project.Organization.Id == access.Organization.Id).ToList();
        if (parameters["project"] is { Count: > 0 } named && named.All(name => name != "-1"))
        {
            var chosen = all.Where(project => named.Contains(project.Id.ToString()) || named.Contains(project.Slug)).ToList();
            if (chosen.Count < named.Distinct(StringComparer.Ordinal).Count())
            {
                return null;
            }

            all = chosen;
        }

        return all.ToDictionary(project => project.Id);
    }

    /// <summary>Whom issues can be given to.</summary>
    public Task<IReadOnlyList<Person>> MembersAsync(Access access, CancellationToken cancellation) => standings.MembersAsync([access.Organization.Id], cancellation);

    /// <summary>Whom names in a search mean.</summary>
    public async Task<SearchPeople> PeopleAsync(Access access, CancellationToken cancellation)
    {
        var others = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var person in await MembersAsync(access, cancellation))
        {
            others.TryAdd(person.Name.ToLowerInvariant(), person.Id);
            others.TryAdd(person.Email?.ToLowerInvariant() ?? person.Name.ToLowerInvariant(), person.Id);
            others.TryAdd(person.Id.ToString(CultureInfo.InvariantCulture), person.Id);
        }

        return new(access.Caller.UserId, others);
    }

    /// <summary>The issue of a path. The caller is let pass, so only what was deleted meanwhile is missing.</summary>
    public async Task<IssueSummary?> FindAsync(string issue, Access access, CancellationToken cancellation) =>
        long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await issues.FindAsync(access.Caller.UserId, id, cancellation) : null;

    /// <summary>One issue in Sentry's shape.</summary>
    public async Task<ApiIssue> WriteAsync(Access access, IssueSummary issue, CancellationToken cancellation)
    {
        var firstHour = Hours.First(time, Hours.OfADay);
        var hours = Hours.Fill(await issues.HoursAsync(issue.Members, firstHour, cancellation), firstHour, Hours.OfADay);
        var byProject = new Dictionary<ProjectId, ProjectRow> { [access.Project.Id] = access.Project };
        return (await WriteAsync(access, [issue with { Hours = hours }], byProject, false, cancellation))[0];
    }

    /// <summary>Issues in Sentry's shape.</summary>
    public async Task<IReadOnlyList<ApiIssue>> WriteAsync(
        Access access, IReadOnlyList<IssueSummary> found, IReadOnlyDictionary<ProjectId, ProjectRow> byProject, bool isByDay, CancellationToken cancellation)
    {
        var standing = await standings.FindAsync(access.Caller.UserId, [.. found.Select(issue => issue.ListedId)], cancellation);
        if (!isByDay)
        {
            var firstHour = Hours.First(time, Hours.OfADay);
            return [.. found.Select(issue => Write(issue, ApiStats.Hours(firstHour, issue.Hours)))];
        }

        var firstDay = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - DaysShown);
        var days = await searches.DaysAsync(found, firstDay, DaysShown, cancellation);
        return [.. found.Select(issue => Write(issue, ApiStats.Days(firstDay, days[issue.Id])))];

        ApiIssue Write(IssueSummary issue, ApiStats stats) =>
            ApiIssue.Of(issue, standing.GetValueOrDefault(issue.ListedId, IssueStanding.Untouched), byProject[issue.Project], uris, stats);
    }
}
