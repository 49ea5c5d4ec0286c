using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Storage.State;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Api.Issues;
using Picket.Web.Api.Search;

namespace Picket.Web.Dashboard.Streams;

/// <summary>Reads streams.</summary>
internal sealed class StreamDesk(IssueDesk desk, StreamQueries queries, SavedViews views, OutcomeQueries outcomes, TimeProvider time)
{
    private const int PageSize = 50;
    private const int EnvironmentsShown = 20;
    private const int DaysShown = 14;
    private const int ClientDaysShown = 7;

    /// <summary>Reads a page of the stream that <paramref name="access"/> is about: a project's, or an organization's.</summary>
    public async Task<StreamView> ReadAsync(Access access, StreamRequest request, string? done, IReadOnlyDictionary<ProjectId, ProjectRow> projects, CancellationToken cancellation)
    {
        var isByDay = request.Period is not ("" or "24h");
        var view = new StreamView
        {
            Organization = access.Organization,
            Project = access.Membership.Project,
            Request = request,
            IsByDay = isByDay,
            MayTriage = access.Allows(Permission.Triage),
            Done = done,
            Release = access.Membership.Project is { } project ? await queries.NewestReleaseAsync(project.Id, cancellation) : null,
            Views = await views.ListAsync(access.Organization.Id, access.Membership.Project?.Id, cancellation),
            Environments = await queries.FacetValuesAsync([.. projects.Keys], Facet.Environment, "", EnvironmentsShown, cancellation),
            People = await desk.MembersAsync(access, cancellation),
            LimitedNow = await LimitedNowAsync([.. projects.Keys], cancellation),
        };
        if (!SearchSyntax.TryParse(request.Search, desk.Now, await desk.PeopleAsync(access, cancellation), out var searched, out var error))
        {
            var text = request.Search[..Math.Min(request.Search.Length, SearchReader.MaxLength)];
            return view with { Error = error.Message, ErrorPlace = StreamView.Place(text, error) };
        }

        var search = new IssueSearch([.. projects.Keys], request.Conditions(searched, desk.Now)) { Sort = request.Order, Limit = PageSize, After = request.After?.ToSearch() };
        var slice = await IssueSlice.ReadAsync(desk.Searches, access.Organization.Id, search, cancellation);
        var today = new DateTimeOffset(desk.Now.UtcDateTime.Date, TimeSpan.Zero);
        var standing = await desk.Standings.FindAsync(access.Caller.UserId, [.. slice.Issues.Select(issue => issue.ListedId)], cancellation);
        var clients = await queries.ClientDaysAsync(slice.Issues, DateOnly.FromDateTime(today.UtcDateTime).AddDays(1 - ClientDaysShown), cancellation);
        var days = isByDay ? await desk.Searches.DaysAsync(slice.Issues, today.AddDays(1 - DaysShown), DaysShown, cancellation) : null;
        return view with
        {
            Next = slice.Next?.ToString(),
            Rows = [.. slice.Issues.Select(issue => new StreamRow(
                issue, projects[issue.Project], standing.GetValueOrDefault(issue.ListedId, IssueStanding.Untouched), clients.GetValueOrDefault(issue.Id), days?[issue.Id] ?? issue.Hours))],
        };
    }

    private async Task<long> LimitedNowAsync(IReadOnlyList<ProjectId> projects, CancellationToken cancellation)
    {
        var hour = Hours.First(time, 1);
        return (await outcomes.SumAsync(projects, hour, hour.AddHours(1), false, cancellation)).Where(sum => sum.Outcome == OutcomeKind.RateLimited).Sum(sum => sum.Count);
    }

    /// <summary>The time, for what is not read here.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
