using Picket.Storage.Queries;
using Picket.Storage.State;
using Picket.Web.Accounts;
using Picket.Web.Api.Issues;

namespace Picket.Web.Dashboard.Views;

/// <summary>Reads what an issue's page shows.</summary>
internal sealed class IssueReader(IssueDesk desk, StreamQueries streams, TimeProvider time)
{
    private const int SamplesShown = 10;
    private const int VariantsShown = 20;
    private const int ActivityShown = 50;

    /// <summary>Reads it.</summary>
    public async Task<IssueView> ReadAsync(Access access, IssueSummary issue, string? done, CancellationToken cancellation)
    {
        var issues = desk.Issues;
        var firstHour = Hours.First(time, Hours.OfAWeek);
        var today = new DateTimeOffset(desk.Now.UtcDateTime.Date, TimeSpan.Zero);
        var hours = Hours.Fill(await issues.HoursAsync(issue.Members, firstHour, cancellation), firstHour, Hours.OfAWeek);
        var firstDay = today.AddDays(1 - IssueView.DaysShown);
        var days = (await desk.Searches.DaysAsync([issue], firstDay, IssueView.DaysShown, cancellation))[issue.Id];
        var clients = await issues.ClientsAsync(issue.Members, DateOnly.FromDateTime(today.UtcDateTime).AddDays(1 - IssueView.ClientDaysShown), cancellation);
        return new()
        {
            Issue = issue,
            Project = access.Project,
            Done = done,
            Hours = [.. hours.Select((count, i) => (firstHour.AddHours(i), count))],
            Days = [.. days.Select((count, i) => (firstDay.AddDays(i), count))],
            Releases = await streams.ReleasesAsync(issue.Project, issue.Members, cancellation),
            Facets = FacetView.Of(await issues.FacetsAsync(issue.Members, cancellation), issue.Count),
            Clients = [.. clients.Select(day => (day.Day, Math.Max(1, (long)Math.Round(day.Clients)))).Reverse()],
            Variants = issue.Members.Count > 1 ? await issues.VariantsAsync(issue.Members, VariantsShown, cancellation) : [],
            Samples = await issues.SamplesAsync(issue.Members, SamplesShown, cancellation),
            Standing = (await desk.Standings.FindAsync(access.Caller.UserId, [issue.ListedId], cancellation)).GetValueOrDefault(issue.ListedId, IssueStanding.Untouched),
            Activity = await desk.Standings.ActivityAsync(issue.Members, null, long.MaxValue, ActivityShown, cancellation),
            People = await desk.MembersAsync(access, cancellation),
        };
    }
}
