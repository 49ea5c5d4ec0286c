using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Storage.Accounts;
using Picket.Storage.Housekeeping;
using Picket.Storage.Queries;
using Picket.Storage.State;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.State;

[Collection(Postgres.Name)]
public sealed class Standing_of_issues(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private IssueActions _actions = null!;
    private FirstRunResult _first = null!;
    private long[] _fold = [];
    private long _other;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _actions = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
        var states = await _database.Store.CommitWriter.WriteAsync(
            Make.Commit(Make.Row(1, 3, project: Project, mergeKey: 9), Make.Row(2, 4, project: Project, mergeKey: 9), Make.Row(3, 5, project: Project)), CancellationToken.None);
        (_fold, _other) = ([states[0].Id, states[1].Id], states[2].Id);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task What_is_done_to_one_of_a_fold_is_done_to_all_of_it()
    {
        Assert.Equal(_fold, await ChangeAsync(new() { Status = IssueStatus.Resolved }, _fold[1]));
        Assert.Equal([1, 1, 0], await _database.AllAsync<int>("select status from issues order by id"));
    }

    [Fact]
    public async Task Another_projects_issue_is_left_alone()
    {
        Assert.Empty(await _actions.ChangeAsync([new(Project + 1)], _fold, new() { Status = IssueStatus.Resolved }, _first.UserId, CancellationToken.None));
        Assert.Empty(await _actions.DeleteAsync([new(Project + 1)], _fold, CancellationToken.None));
        Assert.Equal(3, await _database.OneAsync<int>("select count(*)::integer from issues where status = 0"));
    }

    [Fact]
    public async Task An_issue_is_archived_until_its_time_is_up()
    {
        await ChangeAsync(new() { Status = IssueStatus.Ignored, ArchiveFor = TimeSpan.FromMinutes(30) }, _fold[0]);
        var standing = await StandingAsync(_fold[0]);
        Assert.Equal((IssueSubstatus.ArchivedUntilConditionMet, Make.Noon.AddMinutes(30)), (standing.Substatus, standing.Until));

        await ChoresAsync();
        Assert.Equal(IssueStatus.Ignored, await StatusAsync(_fold[0]));
        _database.Clock.Advance(TimeSpan.FromMinutes(31));
        await ChoresAsync();
        Assert.Equal((IssueStatus.Unresolved, IssueStatus.Unresolved), (await StatusAsync(_fold[0]), await StatusAsync(_fold[1])));
        Assert.Equal(IssueSubstatus.Ongoing, (await StandingAsync(_fold[0])).Substatus);
    }

    [Fact]
    public async Task An_issue_is_archived_until_its_fold_counts_so_many_more()
    {
        await ChangeAsync(new() { Status = IssueStatus.Ignored, ArchiveForReports = 10 }, _fold[0]);
        Assert.Equal(17, (await StandingAsync(_fold[0])).UntilCount);
        await CountAsync(_fold[1], 9);
        await ChoresAsync();
        Assert.Equal(IssueStatus.Ignored, await StatusAsync(_fold[0]));
        await CountAsync(_fold[0], 1);
        await ChoresAsync();
        Assert.Equal(IssueStatus.Unresolved, await StatusAsync(_fold[1]));
        Assert.Equal(IssueSubstatus.Escalating, (await StandingAsync(_fold[0])).Substatus);
        Assert.Equal(1, await _database.OneAsync<int>("select count(*)::integer from issue_activity where kind = 4"));
    }

    [Fact]
    public async Task An_issue_is_archived_until_an_hour_brings_far_more_than_the_busiest_before()
    {
        await ChangeAsync(new() { Status = IssueStatus.Ignored, ArchiveUntilEscalating = true }, _fold[0]);
        await CountAsync(_fold[0], 14);
        await ChoresAsync();
        Assert.Equal(IssueStatus.Ignored, await StatusAsync(_fold[0]));
        await CountAsync(_fold[1], 1);
        await ChoresAsync();
        Assert.Equal(IssueStatus.Unresolved, await StatusAsync(_fold[0]));
    }

    [Fact]
    public async Task Archived_for_good_means_for_good()
    {
        await ChangeAsync(new() { Status = IssueStatus.Ignored }, _other);
        await CountAsync(_other, 100_000);
        await ChoresAsync();
        Assert.Equal(IssueStatus.Ignored, await StatusAsync(_other));
        Assert.Equal(IssueSubstatus.ArchivedForever, (await StandingAsync(_other)).Substatus);
    }

    [Fact]
    public async Task People_assign_bookmark_see_and_comment()
    {
        await ChangeAsync(new() { SetsAssignee = true, Assignee = _first.UserId, IsBookmarked = true, HasSeen = true }, _fold[0]);
        await _actions.CommentAsync(_first.Project, _fold[1], "It's <b>ours</b>", _first.UserId, CancellationToken.None);

        var standing = await StandingAsync(_fold[1]);
        Assert.Equal((_first.UserId, true, true, 1), (standing.Assignee!.Id, standing.IsBookmarked, standing.HasSeen, standing.Comments));
        var others = (await new IssueStandings(_database.Store).FindAsync(_first.UserId + 1, [_fold[0]], CancellationToken.None))[_fold[0]];
        Assert.Equal((false, false), (others.IsBookmarked, others.HasSeen));
        var entries = await new IssueStandings(_database.Store).ActivityAsync(_fold, null, long.MaxValue, 10, CancellationToken.None);
        Assert.Equal([ActivityKind.Comment, ActivityKind.Assigned], entries.Select(entry => entry.Kind));
        Assert.Contains("It's <b>ours</b>", System.Text.RegularExpressions.Regex.Unescape(entries[0].Data), StringComparison.Ordinal);

        await ChangeAsync(new() { SetsAssignee = true, IsBookmarked = false, HasSeen = false }, _fold[0]);
        standing = await StandingAsync(_fold[0]);
        Assert.Equal((null, false, false), (standing.Assignee, standing.IsBookmarked, standing.HasSeen));
    }

    [Fact]
    public async Task A_ticket_is_linked_once_and_unlinked()
    {
        Ticket ticket = new("https://tracker.example/1", "Number 1");
        await _actions.LinkAsync(_first.Project, _fold[0], ticket with { Title = "old" }, _first.UserId, CancellationToken.None);
        await _actions.LinkAsync(_first.Project, _fold[1], ticket, _first.UserId, CancellationToken.None);
        Assert.Equal([ticket], (await StandingAsync(_fold[0])).Tickets);
        await _actions.UnlinkAsync(_first.Project, _fold[1], ticket.Url, _first.UserId, CancellationToken.None);
        Assert.Empty((await StandingAsync(_fold[0])).Tickets);
    }

    [Fact]
    public async Task Merging_sums_and_unmerging_takes_apart_again()
    {
        var queries = new IssueQueries(_database.Store);
        Assert.Equal([_fold[0], _fold[1], _other], await _actions.MergeAsync(_first.Project, [_other, _fold[1]], _first.UserId, CancellationToken.None));
        Assert.Equal(12, (await queries.FindAsync(_first.UserId, _other, CancellationToken.None))!.Count);

        await _actions.UnmergeAsync(_first.Project, _fold[0], [new Fingerprint(3)], _first.UserId, CancellationToken.None);
        Assert.Equal(5, (await queries.FindAsync(_first.UserId, _other, CancellationToken.None))!.Count);
        Assert.Equal(7, (await queries.FindAsync(_first.UserId, _fold[1], CancellationToken.None))!.Count);
    }

    [Fact]
    public async Task A_deleted_issue_is_gone_at_once_and_what_counted_it_in_the_background()
    {
        await ChangeAsync(new() { Status = IssueStatus.Ignored, ArchiveForReports = 1, IsBookmarked = true }, _fold[0]);
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(id: _fold[0], project: Project, at: Make.Noon.AddHours(1))), CancellationToken.None);
        Assert.Equal(1, await _database.OneAsync<int>("select count(*)::integer from issue_hours"));
        Assert.Equal(_fold, await _actions.DeleteAsync([_first.Project], [_fold[0]], CancellationToken.None));
        Assert.Null(await new IssueQueries(_database.Store).FindAsync(_first.UserId, _fold[1], CancellationToken.None));

        _database.Clock.Advance(TimeSpan.FromMinutes(2));
        await ChoresAsync();
        Assert.Equal(
            (1, 5, 0, 0),
            await _database.OneAsync<(int, int, int, int)>(
                """
                select (select count(*)::integer from issue_counters), (select sum(count)::integer from issue_hour_counts),
                    (select count(*)::integer from issue_bookmarks) + (select count(*)::integer from issue_archives), (select count(*)::integer from issue_removals)
                """));
        Assert.Equal(0, await _database.OneAsync<int>("select count(*)::integer from issue_hours"));
    }

    private long Project => _first.Project.Value;

    private Task<IReadOnlyList<long>> ChangeAsync(IssueChange change, params long[] issues) => _actions.ChangeAsync([_first.Project], issues, change, _first.UserId, CancellationToken.None);

    private async Task CountAsync(long issue, long count) =>
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(id: issue, count: count, project: Project)), CancellationToken.None);

    private async Task ChoresAsync()
    {
        foreach (var chore in Chores.All.Where(chore => chore.Name is "ended archives" or "removed issues"))
        {
            await chore.RunAsync(_database.Store, CancellationToken.None);
        }
    }

    private async Task<IssueStanding> StandingAsync(long issue) => (await new IssueStandings(_database.Store).FindAsync(_first.UserId, [issue], CancellationToken.None))[issue];

    private async Task<IssueStatus> StatusAsync(long issue) => (IssueStatus)await _database.OneAsync<short>("select status from issues where id = @issue", new { issue });
}
