using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Storage.Queries;
using Picket.Storage.Search;

namespace Picket.Storage.Tests.Support;

/// <summary>A search as short as a test wants to say it. Without a place, everywhere; the stream is what a search without one looks at.</summary>
internal sealed record Wanted(IssueStatus? Status = null, IssuePlace? Place = null, string? Release = null, string? Environment = null, string? Text = null)
{
    public IEnumerable<IssueCondition> Conditions()
    {
        if (Place != IssuePlace.Stream)
        {
            yield return new(IssueField.Place) { Numbers = [.. Place is { } place ? [(long)place] : Enum.GetValues<IssuePlace>().Select(value => (long)value)] };
        }

        if (Status is { } status)
        {
            yield return new(IssueField.Status) { Numbers = [(long)status] };
        }

        foreach (var (field, value) in ((IssueField, string?)[])[(IssueField.Release, Release), (IssueField.Environment, Environment), (IssueField.Text, Text)])
        {
            if (value is not null)
            {
                yield return new(field) { Patterns = [new(value)] };
            }
        }
    }

    /// <summary>What it finds in <paramref name="project"/>.</summary>
    public Task<IReadOnlyList<IssueSummary>> InAsync(Database database, ProjectId project, (DateTimeOffset ListedAt, long Id)? after = null, int limit = 100) =>
        new IssueSearches(database.Store).FindAsync(
            1,
            new([project], [.. Conditions()]) { Limit = limit, After = after is { } place ? new((place.ListedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, place.Id) : null },
            CancellationToken.None);
}
