using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Beside_the_issues_of_a_stream(Server server) : IAsyncLifetime
{
    private static readonly ProjectId[] _ours = [new(1)];

    private Database _database = null!;
    private StreamQueries _queries = null!;
    private IssueState[] _states = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _queries = new(_database.Store);
        _states = await WriteAsync(Make.Commit(Make.Row(1), Make.Row(2), Make.Row(3, project: 2)));
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Values_are_completed_from_ones_own_issues_the_most_frequent_first()
    {
        await OweAsync(
            new(_states[0].Id, Facet.Browser, "Chrome 156", 3), new(_states[1].Id, Facet.Browser, "Chrome 155", 9), new(_states[1].Id, Facet.Browser, "Firefox 153", 1), new(_states[0].Id, Facet.Release, "chrome", 99),
            new(_states[0].Id, Facet.Browser, "", 50), new(_states[2].Id, Facet.Browser, "Chrome of others", 99));

        Assert.Equal(["Chrome 155", "Chrome 156"], await _queries.FacetValuesAsync(_ours, Facet.Browser, "cHrome", 10, CancellationToken.None));
        Assert.Equal(["Chrome 155"], await _queries.FacetValuesAsync(_ours, Facet.Browser, "", 1, CancellationToken.None));
        Assert.Empty(await _queries.FacetValuesAsync([new(9)], Facet.Browser, "", 10, CancellationToken.None));
        Assert.Equal(["script-src"], await _queries.DirectivesAsync(_ours, "Script", 10, CancellationToken.None));
        Assert.Empty(await _queries.DirectivesAsync(_ours, "img", 10, CancellationToken.None));
        Assert.Equal(["cdn.example"], await _queries.BlockedHostsAsync(_ours, "CDN", 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_starts_with_a_pattern_is_text()
    {
        await OweAsync(new(_states[0].Id, Facet.Browser, "Chrome 156", 1), new(_states[0].Id, Facet.Browser, "100%_\\ Browser", 1));
        Assert.Equal(["100%_\\ Browser"], await _queries.FacetValuesAsync(_ours, Facet.Browser, "100%_\\", 10, CancellationToken.None));
        Assert.Empty(await _queries.FacetValuesAsync(_ours, Facet.Browser, "%", 10, CancellationToken.None));
    }

    [Fact]
    public async Task Releases_say_since_when_and_whether_an_issue_was_seen_in_them()
    {
        await _database.RunAsync("""
            insert into project_releases (project_id, release, first_seen) values
                (1, '42', '2026-05-04 10:00Z'), (1, '41', '2026-05-01 10:00Z'), (1, '43', '2026-05-05 10:00Z'), (2, 'theirs', '2026-05-02 10:00Z')
            """);
        await OweAsync(new FacetRow(_states[0].Id, Facet.Release, "42", 1), new FacetRow(_states[1].Id, Facet.Release, "43", 1));

        var releases = await _queries.ReleasesAsync(new(1), [_states[0].Id], CancellationToken.None);

        Assert.Equal([("41", false), ("42", true), ("43", false)], releases.Select(mark => (mark.Release, mark.HasIssue)));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), releases[0].At);
    }

    private async Task OweAsync(params FacetRow[] facets) => await WriteAsync(Make.Commit() with { Facets = facets });

    private Task<IssueState[]> WriteAsync(Commit commit) => _database.Store.CommitWriter.WriteAsync(commit, CancellationToken.None);
}
