using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Storage.Accounts;
using Picket.Storage.State;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.State;

/// <summary>Which reports bring a resolved issue back.</summary>
[Collection(Postgres.Name)]
public sealed class Resolved_issues(Server server) : IAsyncLifetime
{
    private const string Old = "script-src 'self'";
    private const string New = "script-src 'self' https://cdn.example";

    private Database _database = null!;
    private IssueActions _actions = null!;
    private FirstRunResult _first = null!;
    private long _issue;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _actions = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
        var sample = Make.Sample(0) with { Sample = new($$"""{"original_policy": "{{Old}}"}""", "{}") };
        _issue = (await WriteAsync(Make.Row(project: _first.Project.Value, samples: sample))).Id;
        await ReleasesAsync("1.0", "1.1");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_report_reopens_it_once_and_says_so()
    {
        await ResolveAsync(new());
        Assert.Equal(new(_issue, false, IssueStatus.Unresolved, Regressed: true), await ReportAsync(null));
        Assert.Equal(new(_issue, false, IssueStatus.Unresolved, Regressed: false), await ReportAsync(null));
        Assert.Equal([(short)ActivityKind.Resolved, (short)ActivityKind.Regressed], await _database.AllAsync<short>("select kind from issue_activity order by id"));
        Assert.Equal(IssueSubstatus.Regressed, (await StandingAsync()).Substatus);
        Assert.Equal(3, await _database.CountedAsync());
    }

    [Fact]
    public async Task Reports_that_do_not_say_where_they_come_from_are_counted_and_their_sender_learns_that_it_is_resolved()
    {
        await ResolveAsync(new());
        Assert.Equal(new(_issue, false, IssueStatus.Resolved, Regressed: false), await WriteAsync(Make.Row(id: _issue, project: _first.Project.Value)));
        Assert.Equal(new(_issue, false, IssueStatus.Resolved, Regressed: false), await WriteAsync(Make.Row(project: _first.Project.Value)));
        Assert.Equal(3, await _database.CountedAsync());
    }

    /// <summary>How it was resolved, what a report brings, and whether it comes back.</summary>
    [Theory]
    [InlineData("now", null, null, true)]
    [InlineData("now", "1.0", null, true)]
    [InlineData("now", null, Old, false)]
    [InlineData("now", null, New, true)]
    [InlineData("now", "2.0", Old, false)]
    [InlineData("a day ago", null, Old, true)]
    [InlineData("next release", "1.0", null, false)]
    [InlineData("next release", "2.0", null, true)]
    [InlineData("next release", null, null, true)]
    [InlineData("next release", null, Old, false)]
    [InlineData("release 1.1", "1.0", null, false)]
    [InlineData("release 1.1", "1.1", null, true)]
    [InlineData("release 1.1", "2.0", null, true)]
    [InlineData("release 3.0", "1.1", null, false)]
    [InlineData("release 3.0", "3.0", null, true)]
    public async Task It_comes_back_by_release_and_policy(string resolved, string? release, string? policy, bool regresses)
    {
        await ResolveAsync(new()
        {
            InNextRelease = resolved == "next release",
            InRelease = resolved.StartsWith("release ", StringComparison.Ordinal) ? resolved["release ".Length..] : null,
        });
        if (resolved == "a day ago")
        {
            await _database.RunAsync("update issue_resolutions set at = at - interval '25 hours'");
        }

        var state = await ReportAsync(release, policy);

        Assert.Equal((regresses, regresses ? IssueStatus.Unresolved : IssueStatus.Resolved), (state.Regressed, state.Status));
        Assert.Equal(2, await _database.CountedAsync());
    }

    [Fact]
    public async Task One_new_report_among_old_ones_is_enough()
    {
        await ResolveAsync(new() { InNextRelease = true });
        var row = Make.Row(id: _issue, count: 3, project: _first.Project.Value) with { Origins = [new("1.0", null), new("2.0", null), new("1.1", null)] };
        Assert.True((await WriteAsync(row)).Regressed);
    }

    [Fact]
    public async Task Of_many_reports_at_once_exactly_one_reopens_it()
    {
        for (var round = 0; round < 5; round++)
        {
            await ResolveAsync(new());
            var states = await Task.WhenAll(Enumerable.Range(0, 12).Select(lane => ReportAsync(null, lane: lane)));
            Assert.Equal(1, states.Count(state => state.Regressed));
            Assert.All(states, state => Assert.Equal(IssueStatus.Unresolved, state.Status));
        }

        Assert.Equal(1 + (5 * 12), await _database.CountedAsync());
    }

    [Fact]
    public async Task A_thousand_issues_are_resolved_at_once_while_reports_come()
    {
        var ids = (await _database.Store.CommitWriter.WriteAsync(
            Make.Commit([.. Enumerable.Range(10, 1000).Select(i => Make.Row(i, project: _first.Project.Value))]), CancellationToken.None)).Select(state => state.Id).ToArray();
        var reports = Task.WhenAll(Enumerable.Range(0, 20).Select(lane => _database.Store.CommitWriter.WriteAsync(
            Make.Commit([.. ids.Where((_, i) => i % 20 == lane).Select(id => Make.Row(1, id: id, project: _first.Project.Value).From(null))]) with { Lane = lane }, CancellationToken.None)));
        var resolved = _actions.ChangeAsync([_first.Project], ids, new() { Status = IssueStatus.Resolved }, _first.UserId, CancellationToken.None);
        await Task.WhenAll(reports, resolved);

        Assert.Equal(1000, (await resolved).Count);
        var regressed = (await reports).SelectMany(states => states).Count(state => state.Regressed);
        Assert.Equal(regressed, await _database.OneAsync<int>("select count(*)::integer from issues where substatus = 2 and status = 0"));
        Assert.Equal(1000 - regressed, await _database.OneAsync<int>("select count(*)::integer from issues where status = 1"));
        Assert.Equal(regressed, await _database.OneAsync<int>("select count(*)::integer from issue_activity where kind = 3"));
        Assert.Equal(2001, await _database.CountedAsync());
    }

    [Fact]
    public async Task Releases_are_known_from_facets_and_bounded()
    {
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with { Facets = [.. Enumerable.Range(0, 1005).Select(i => new FacetRow(_issue, Facet.Release, $"r{i:0000}", 1))] }, CancellationToken.None);
        Assert.Equal(1000, await _database.OneAsync<int>("select count(*)::integer from project_releases"));
    }

    private Task<IReadOnlyList<long>> ResolveAsync(IssueChange change) =>
        _actions.ChangeAsync([_first.Project], [_issue], change with { Status = IssueStatus.Resolved }, _first.UserId, CancellationToken.None);

    private Task<IssueState> ReportAsync(string? release, string? policy = null, int lane = 0) =>
        WriteAsync(Make.Row(id: _issue, project: _first.Project.Value).From(release, policy), lane);

    private async Task<IssueState> WriteAsync(IssueRow row, int lane = 0) =>
        Assert.Single(await _database.Store.CommitWriter.WriteAsync(Make.Commit(row) with { Lane = lane }, CancellationToken.None));

    private async Task ReleasesAsync(params string[] releases) => await _database.Store.CommitWriter.WriteAsync(
        Make.Commit() with { Facets = [.. releases.Select(release => new FacetRow(_issue, Facet.Release, release, 1))] }, CancellationToken.None);

    private async Task<IssueStanding> StandingAsync() => (await new IssueStandings(_database.Store).FindAsync(_first.UserId, [_issue], CancellationToken.None))[_issue];
}
