using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Folded_issues(Server server) : IAsyncLifetime
{
    private static readonly NoiseVerdict Noise = NoiseVerdict.Of([NoiseReasons.ExtensionScheme]);

    private Database _database = null!;
    private IssueQueries _queries = null!;
    private FirstRunResult _first = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _queries = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Variants_are_one_row_with_the_sums_of_all_and_the_name_of_the_oldest()
    {
        var states = await WriteAsync(
            Row(1, 9, count: 3, at: Make.Noon.AddHours(-3), title: "oldest"), Row(2, 9, count: 4, at: Make.Noon.AddHours(-1)), Row(3, 8), Row(4, 9, count: 5, at: Make.Noon.AddHours(-2)));
        await WriteAsync(Make.Row(1, count: 1, at: Make.Noon.AddHours(-9), project: 2, mergeKey: 9));

        var issues = await ListAsync(new());

        Assert.Equal([states[2].Id, states[0].Id], issues.Select(issue => issue.Id));
        var fold = issues[1];
        Assert.Equal(("oldest", 12, 12, 12), (fold.Title, fold.Count, fold.Weight, fold.Enforced));
        Assert.Equal((Make.Noon.AddHours(-3), Make.Noon.AddHours(-1)), (fold.FirstSeen, fold.LastSeen));
        Assert.Equal([states[0].Id, states[1].Id, states[3].Id], fold.Members);
        Assert.Equal([3, 5, 4, 0], fold.Hours.TakeLast(4));
    }

    [Fact]
    public async Task Whichever_variant_is_asked_for_the_fold_is_found()
    {
        var states = await WriteAsync(Row(1, 9, count: 3, title: "oldest"), Row(2, 9, count: 4));

        foreach (var state in states)
        {
            var found = await _queries.FindAsync(_first.UserId, state.Id, CancellationToken.None);
            Assert.Equal((states[0].Id, "oldest", 7), (found!.Id, found.Title, found.Count));
        }
    }

    [Fact]
    public async Task Each_variant_tells_who_reports_it_so()
    {
        var states = await WriteAsync(Row(1, 9, count: 3, title: "one"), Row(2, 9, count: 4, title: "other"));
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with { Facets = [new(states[1].Id, Facet.Browser, "Firefox 153", 1), new(states[1].Id, Facet.Browser, "Firefox 154", 3)] }, CancellationToken.None);

        var variants = await _queries.VariantsAsync([.. states.Select(state => state.Id)], 10, CancellationToken.None);

        Assert.Equal([("one", 3, ""), ("other", 4, "Firefox 154, Firefox 153")], variants.Select(variant => (variant.Title, variant.Count, string.Join(", ", variant.Browsers))));
    }

    [Theory]
    [InlineData(0, 0, "unresolved")]
    [InlineData(1, 0, "unresolved")]
    [InlineData(0, 1, "unresolved")]
    [InlineData(1, 1, "resolved")]
    [InlineData(2, 1, "resolved")]
    [InlineData(2, 2, "ignored")]
    public async Task A_fold_stands_in_one_list_alone(short older, short newer, string list)
    {
        await WriteAsync(Row(1, 9), Row(2, 9, at: Make.Noon.AddHours(1)));
        await _database.RunAsync("update issues set status = case when fingerprint::text like '%1' then @older else @newer end", new { older, newer });

        foreach (var (status, name) in new[] { (IssueStatus.Unresolved, "unresolved"), (IssueStatus.Resolved, "resolved"), (IssueStatus.Ignored, "ignored") })
        {
            Assert.Equal(name == list ? 1 : 0, (await ListAsync(new(Status: status))).Count(issue => issue.Status == status));
        }

        Assert.Single(await ListAsync(new()));
    }

    [Fact]
    public async Task A_search_finds_a_fold_by_any_of_its_issues()
    {
        var states = await WriteAsync(Row(1, 9, title: "Blocked font"), Row(2, 9, title: "Blocked image"), Row(3, 8, title: "Blocked media"));

        Assert.Equal([states[0].Id], (await ListAsync(new(Text: "image"))).Select(issue => issue.Id));
        Assert.Equal([states[0].Id], (await ListAsync(new(Text: "font"))).Select(issue => issue.Id));
    }

    [Fact]
    public async Task Pages_of_folds_hold_each_once()
    {
        var random = new Random(Picket.Testing.Scale.Seed);
        await WriteAsync([.. Enumerable.Range(1, 60).Select(i => Row(i, i % 17, at: Make.Noon.AddMinutes(-random.Next(100))))]);

        List<IssueSummary> seen = [];
        (DateTimeOffset, long)? after = null;
        while (await new Wanted().InAsync(_database, _first.Project, after, 4) is { Count: > 0 } page)
        {
            seen.AddRange(page);
            after = (page[^1].ListedAt, page[^1].ListedId);
        }

        Assert.Equal(17, seen.Count);
        Assert.Equal(60, seen.Sum(issue => issue.Count));
        Assert.Equal(60, seen.SelectMany(issue => issue.Members).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(issue => issue.ListedAt).ThenByDescending(issue => issue.ListedId), seen);
    }

    [Fact]
    public async Task Noise_and_what_is_not_wrong_are_apart_once_there_are_ten_issues()
    {
        var quiet = Row(3, 3);
        await WriteAsync(
            Row(1, 1), Row(2, 2) with { New = Row(2, 2).New! with { Noise = Noise } }, quiet with { New = quiet.New! with { Description = quiet.New.Description with { Level = ReportLevel.Info } } });
        Assert.Equal(3, (await ListAsync(new(Place: IssuePlace.Stream))).Count);
        Assert.Equal([IssuePlace.Stream, IssuePlace.Noise, IssuePlace.Quiet], (await ListAsync(new(Place: IssuePlace.Stream))).OrderBy(issue => issue.Id).Select(issue => issue.Place));

        await WriteAsync([.. Enumerable.Range(10, 7).Select(i => Row(i, i))]);

        Assert.Equal(8, (await ListAsync(new(Place: IssuePlace.Stream))).Count);
        Assert.Equal("extension-scheme", Assert.Single(Assert.Single(await ListAsync(new(Place: IssuePlace.Noise))).Noise.Reasons).Code);
        Assert.Equal(ReportLevel.Info, Assert.Single(await ListAsync(new(Place: IssuePlace.Quiet))).Level);
        Assert.Equal(10, (await ListAsync(new())).Count);
    }

    [Fact]
    public async Task A_fold_is_noise_only_where_all_of_it_is()
    {
        await WriteAsync([.. Enumerable.Range(10, 10).Select(i => Row(i, i))]);
        await WriteAsync(Row(1, 9) with { New = Row(1, 9).New! with { Noise = Noise } }, Row(2, 9));

        Assert.Empty(await ListAsync(new(Place: IssuePlace.Noise)));
        Assert.Equal(11, (await ListAsync(new(Place: IssuePlace.Stream))).Count);
    }

    [Fact]
    public async Task Overruling_holds_for_the_whole_fold_and_can_be_taken_back()
    {
        await WriteAsync([.. Enumerable.Range(10, 10).Select(i => Row(i, i))]);
        var states = await WriteAsync(Row(1, 9), Row(2, 9));
        var overrules = new NoiseOverrules(_database.Store);

        Assert.True(await overrules.SayAsync(_first.UserId, states[1].Id, true, CancellationToken.None));
        Assert.Equal(2, Assert.Single(await ListAsync(new(Place: IssuePlace.Noise))).Members.Count);
        await WriteAsync(Row(1, 9), Row(3, 9));
        var noise = Assert.Single(await ListAsync(new(Place: IssuePlace.Noise)));
        Assert.Equal((3, 4, true), (noise.Members.Count, noise.Count, noise.Noise.Overruled));

        Assert.True(await overrules.SayAsync(_first.UserId, states[0].Id, null, CancellationToken.None));
        Assert.Empty(await ListAsync(new(Place: IssuePlace.Noise)));
    }

    [Fact]
    public async Task Only_members_who_may_change_things_overrule()
    {
        var id = (await WriteAsync(Row(1, 9)))[0].Id;
        var overrules = new NoiseOverrules(_database.Store);

        Assert.False(await overrules.SayAsync(_first.UserId + 1, id, true, CancellationToken.None));
        Assert.False(await overrules.SayAsync(_first.UserId, id + 1, true, CancellationToken.None));
        await _database.RunAsync("update memberships set role = 'viewer'");
        Assert.False(await overrules.SayAsync(_first.UserId, id, true, CancellationToken.None));
        Assert.Null(await _database.OneAsync<bool?>("select noise_overruled from issues"));
    }

    private IssueRow Row(int fingerprint, int mergeKey, long count = 1, DateTimeOffset? at = null, string title = "Blocked 'script'") =>
        Make.Row(fingerprint, count, at: at, title: title, project: _first.Project.Value, mergeKey: mergeKey);

    private Task<IssueState[]> WriteAsync(params IssueRow[] rows) => _database.Store.CommitWriter.WriteAsync(Make.Commit(rows), CancellationToken.None);

    private Task<IReadOnlyList<IssueSummary>> ListAsync(Wanted wanted) => wanted.InAsync(_database, _first.Project);
}
