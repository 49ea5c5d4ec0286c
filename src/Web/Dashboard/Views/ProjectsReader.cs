using Picket.Ingestion.Outcomes;
using Picket.Storage.Queries;
using Picket.Web.Dashboard.Enforcing;

namespace Picket.Web.Dashboard.Views;

/// <summary>Reads what the list of projects shows.</summary>
internal sealed class ProjectsReader(ProjectFigureQueries figures, OutcomeQueries outcomes, TimeProvider time)
{
    /// <summary>Projects that are told of in full; what is beyond is reached by the switcher.</summary>
    private const int Shown = 100;

    /// <summary>Reads it, in the order of <paramref name="projects"/>.</summary>
    public async Task<IReadOnlyList<ProjectCard>> ReadAsync(IReadOnlyList<ProjectRow> projects, CancellationToken cancellation)
    {
        projects = [.. projects.Take(Shown)];
        var ids = projects.Select(project => project.Id).ToArray();
        var now = time.GetUtcNow();
        var firstHour = Hours.First(time, Hours.OfADay);
        var found = await figures.ReadAsync(ids, now, cancellation);
        var hours = (await outcomes.SumAsync(ids, firstHour, firstHour.AddHours(Hours.OfADay), false, cancellation)).ToLookup(sum => sum.Project);
        var week = (await outcomes.SumAsync(ids, firstHour.AddDays(-6), firstHour.AddHours(Hours.OfADay), true, cancellation)).ToLookup(sum => sum.Project);
        return [.. projects.Select(project => Card(project, found[project.Id], [.. hours[project.Id]], [.. week[project.Id]], firstHour, now))];
    }

    private static ProjectCard Card(ProjectRow project, ProjectFigures figures, OutcomeSum[] day, OutcomeSum[] week, DateTimeOffset firstHour, DateTimeOffset now)
    {
        var thisHour = firstHour.AddHours(Hours.OfADay - 1);
        var facts = new EnforceFacts(
            figures.FirstReport is { } first ? now - first : null, figures.ReportOnly, figures.Enforced, figures.NewCsp,
            Sum(week, OutcomeKind.Accepted), Sum(week, OutcomeKind.RateLimited, OutcomeKind.Sampled));
        return new(
            project,
            Hours.Fill(day.Where(sum => sum.Outcome == OutcomeKind.Accepted).Select(sum => (sum.At, sum.Count)), firstHour, Hours.OfADay),
            figures,
            Sum(day, OutcomeKind.Accepted),
            Sum(day, OutcomeKind.Filtered),
            Sum(day, OutcomeKind.RateLimited, OutcomeKind.Sampled, OutcomeKind.Invalid, OutcomeKind.Unavailable),
            Sum(day, OutcomeKind.RateLimited, OutcomeKind.Sampled),
            day.Any(sum => sum.At >= thisHour && sum.Outcome == OutcomeKind.RateLimited),
            EnforceVerdict.Of(facts));
    }

    private static long Sum(OutcomeSum[] sums, params OutcomeKind[] kinds) => sums.Where(sum => kinds.Contains(sum.Outcome)).Sum(sum => sum.Count);
}
