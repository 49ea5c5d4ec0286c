using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Storage.State;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Search;

[Collection(Postgres.Name)]
public sealed class Searching_issues(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private IssueSearches _searches = null!;
    private FirstRunResult _first = null!;
    private long[] _ids = [];

    /// <summary>Three issues: a script (2 reports), an image (20), a font (5, in a fold with a variant of 3).</summary>
    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(options => options.SearchesPerOrganization = 2);
        _searches = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
        _ids = [.. (await WriteAsync(
            Row(1, 2, "Blocked 'script' from '100%_a'", "script-src", "cdn.example", hours: 1),
            Row(2, 20, "Blocked 'image'", "img-src", "img.example", hours: 2),
            Row(3, 5, "Blocked 'font'", "font-src", "cdn.example", hours: 3, mergeKey: 9),
            Row(4, 3, "Blocked 'font' too", "default-src", "cdn.example", hours: 4, mergeKey: 9))).Select(state => state.Id)];
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with
            {
                Facets =
                [
                    new(_ids[0], Facet.Release, "1.0", 1), new(_ids[0], Facet.DocumentHost, "shop.example", 1), new(_ids[1], Facet.Browser, "Chrome 156", 1),
                    new(_ids[3], Facet.Environment, "production", 1), new(_ids[3], Facet.Release, "2.0", 1), new(_ids[1], Facet.Release, "", 1),
                ],
            },
            CancellationToken.None);
        await _database.RunAsync("update project_releases set first_seen = first_seen - interval '1 hour' where release = '1.0'");
        var actions = new IssueActions(_database.Store);
        await actions.ChangeAsync([_first.Project], [_ids[1]], new() { Status = IssueStatus.Resolved, SetsAssignee = true, Assignee = _first.UserId }, _first.UserId, CancellationToken.None);
        await actions.ChangeAsync([_first.Project], [_ids[0]], new() { IsBookmarked = true }, _first.UserId, CancellationToken.None);
        await actions.LinkAsync(_first.Project, _ids[0], new("https://tracker.example/1", "1"), _first.UserId, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public static TheoryData<IssueField, string, bool, string> Patterns { get; } = new()
    {
        { IssueField.Text, "IMAGE", false, "2" },
        { IssueField.Text, "0%_a", false, "1" },
        { IssueField.Text, "0__a", false, "" },
        { IssueField.Text, "blocked*font", false, "3" },
        { IssueField.Title, "blocked 'image'", false, "2" },
        { IssueField.Directive, "img-src", false, "2" },
        { IssueField.Directive, "img-src", true, "1,3" },
        { IssueField.Directive, "*-src", false, "1,2,3" },
        { IssueField.Directive, "default-src", false, "3" },
        { IssueField.Directive, "' or '1'='1", false, "" },
        { IssueField.BlockedHost, "cdn.example", false, "1,3" },
        { IssueField.BlockedHost, "*.example", false, "1,2,3" },
        { IssueField.BlockedHost, "cdn_example", false, "" },
        { IssueField.Release, "1.0", false, "1" },
        { IssueField.Release, "2.0", false, "3" },
        { IssueField.Release, "*", false, "1,3" },
        { IssueField.Release, "*", true, "2,3" },
        { IssueField.LatestRelease, "", false, "3" },
        { IssueField.FirstRelease, "1.0", false, "1" },
        { IssueField.FirstRelease, "2.*", false, "3" },
        { IssueField.FirstRelease, "*", true, "2" },
        { IssueField.NewInLatestRelease, "", false, "3" },
        { IssueField.NewInLatestRelease, "", true, "1,2" },
        { IssueField.Environment, "production", false, "3" },
        { IssueField.Browser, "Chrome*", false, "2" },
        { IssueField.DocumentHost, "shop.example", false, "1" },
        { IssueField.Ticket, "*", false, "1" },
        { IssueField.Ticket, "https://tracker.example/*", false, "1" },
        { IssueField.SourceFile, "'; drop table issues; --", false, "" },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task A_condition_on_text_finds_what_it_says(IssueField field, string pattern, bool isNegated, string found) =>
        await FindsAsync(found, new IssueCondition(field, isNegated) { Patterns = pattern.Length == 0 ? [] : [new(pattern, pattern.Contains('*', StringComparison.Ordinal))] });

    [Fact]
    public async Task A_condition_takes_one_of_several_values() =>
        await FindsAsync("1,2", new IssueCondition(IssueField.Directive) { Patterns = [new("img-src"), new("script-src"), new("s*h", true)] });

    [Fact]
    public async Task Conditions_on_numbers_times_and_counts_find_what_they_say()
    {
        await FindsAsync("2", new IssueCondition(IssueField.Status) { Numbers = [1] });
        await FindsAsync("1,3", new IssueCondition(IssueField.Status, true) { Numbers = [1] });
        await FindsAsync("", new(IssueField.Status) { Numbers = [1] }, new(IssueField.Status) { Numbers = [0] });
        await FindsAsync("2", new IssueCondition(IssueField.Assignee) { Numbers = [_first.UserId] });
        await FindsAsync("1,3", new IssueCondition(IssueField.Assignee, true));
        await FindsAsync("1", new IssueCondition(IssueField.BookmarkedBy) { Numbers = [_first.UserId] });
        await FindsAsync("3", new IssueCondition(IssueField.Id) { Numbers = [_ids[2], 0] });
        await FindsAsync("1,2,3", new IssueCondition(IssueField.Kind) { Numbers = [1] });
        await FindsAsync("", new IssueCondition(IssueField.NoiseClass) { Numbers = [1] });
        await FindsAsync("1,2", new IssueCondition(IssueField.LastSeen) { From = Make.Noon.AddHours(-2) });
        await FindsAsync("3", new IssueCondition(IssueField.FirstSeen) { Before = Make.Noon.AddHours(-2) });
        await FindsAsync("2,3", new IssueCondition(IssueField.TimesSeen) { AtLeast = 3 });
        await FindsAsync("3", new IssueCondition(IssueField.TimesSeen) { AtLeast = 8, AtMost = 8 });
    }

    [Theory]
    [InlineData(IssueSort.LastSeen, "1,2,3")]
    [InlineData(IssueSort.New, "3,2,1")]
    [InlineData(IssueSort.Frequency, "2,3,1")]
    public async Task A_list_has_its_order_and_its_pages_hold_every_fold_once(IssueSort sort, string order)
    {
        List<IssueSummary> seen = [];
        IssueCursor? after = null;
        while (await FindAsync(new([_first.Project], []) { Sort = sort, Limit = 1, After = after }) is [var issue])
        {
            seen.Add(issue);
            after = new(sort switch { IssueSort.LastSeen => (issue.ListedAt - DateTimeOffset.UnixEpoch).Ticks / 10, IssueSort.New => issue.ListedId, _ => issue.Count }, issue.ListedId);
        }

        Assert.Equal(order, string.Join(',', seen.Select(issue => Array.IndexOf(_ids, issue.Id) + 1)));
    }

    [Fact]
    public async Task By_frequency_the_issues_seen_last_are_listed()
    {
        await WriteAsync([.. Enumerable.Range(100, IssueSearch.FrequencyCandidates).Select(i => Row(i, 1, "later", "img-src", "late.example", hours: 0))]);
        var found = await FindAsync(new([_first.Project], [new(IssueField.Status) { Numbers = [0] }]) { Sort = IssueSort.Frequency, Limit = 2 });
        Assert.Equal(["later", "later"], found.Select(issue => issue.Title)); // More reports, but seen longer ago than so many others.
        Assert.Equal(8, (await FindAsync(new([_first.Project], [new(IssueField.Directive) { Patterns = [new("font-src")] }]) { Sort = IssueSort.Frequency }))[0].Count);
    }

    [Fact]
    public async Task Issues_of_many_projects_come_in_one_order()
    {
        await WriteAsync(Row(1, 1, "other", "img-src", "x.example", hours: 0) with { Key = Make.Key(1, 77) });
        Assert.Equal("other", (await FindAsync(new([_first.Project, new(77)], [])))[0].Title);
        Assert.Equal(3, (await FindAsync(new([_first.Project], []))).Count);
        Assert.Empty(await FindAsync(new([], [])));
    }

    [Fact]
    public async Task Too_many_searches_of_one_organization_are_refused_and_those_of_others_are_not()
    {
        await using var connection = await _database.Store.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table issues in access exclusive mode", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var running = new[] { FindAsync(new([_first.Project], [])), FindAsync(new([_first.Project], [])) };
        var refused = await Assert.ThrowsAsync<SearchRefusedException>(() => FindAsync(new([_first.Project], [])));
        Assert.False(refused.IsTooLong);
        var other = _searches.FindAsync(2, new([_first.Project], []), CancellationToken.None);
        await transaction.RollbackAsync();
        await Task.WhenAll([.. running, other]);
        Assert.Equal(3, (await FindAsync(new([_first.Project], []))).Count);
    }

    [Fact]
    public async Task A_search_that_takes_too_long_is_ended()
    {
        await using var slow = await server.CreateDatabaseAsync(options => options.SearchTime = TimeSpan.FromMilliseconds(100));
        await using var connection = await slow.Store.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table issues in access exclusive mode", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var refused = await Assert.ThrowsAsync<SearchRefusedException>(() => new IssueSearches(slow.Store).FindAsync(1, new([new(1)], []), CancellationToken.None));
        Assert.True(refused.IsTooLong);
    }

    private async Task FindsAsync(string expected, params IssueCondition[] conditions) =>
        Assert.Equal(expected, string.Join(',', (await FindAsync(new([_first.Project], conditions))).Select(issue => Array.IndexOf(_ids, issue.Id) + 1).Order()));

    private Task<IReadOnlyList<IssueSummary>> FindAsync(IssueSearch search) => _searches.FindAsync(1, search, CancellationToken.None);

    private IssueRow Row(int fingerprint, long count, string title, string directive, string host, int hours, int? mergeKey = null)
    {
        var row = Make.Row(fingerprint, count, at: Make.Noon.AddHours(-hours), title: title, project: _first.Project.Value, mergeKey: mergeKey);
        return row with { New = row.New! with { Description = row.New.Description with { Directive = directive, BlockedHost = host, BlockedUri = host } } };
    }

    private Task<IssueState[]> WriteAsync(params IssueRow[] rows) => _database.Store.CommitWriter.WriteAsync(Make.Commit(rows), CancellationToken.None);
}
