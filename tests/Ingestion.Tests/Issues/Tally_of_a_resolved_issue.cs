using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Issues;

/// <summary>The ledger decides whether a resolved issue comes back; the tally tells it from what, and pays for that only then.</summary>
public sealed class Tally_of_a_resolved_issue
{
    private readonly IssueTally _tally = new(Make.IssueKey(), facetValues: 3);

    [Fact]
    public void An_issue_that_is_not_resolved_says_nothing_of_where_reports_come_from()
    {
        Assert.Empty(Commit("1.0", IssueStatus.Unresolved).Origins);
        Assert.Empty(Commit("1.0", IssueStatus.Ignored).Origins);
        Assert.Null(_tally.Next());
    }

    [Fact]
    public void One_that_turns_out_to_be_resolved_asks_for_the_report_that_was_just_counted()
    {
        Assert.Empty(Commit("1.0", IssueStatus.Resolved).Origins);

        var asked = _tally.Next()!.Seal();

        Assert.Equal((5, 0), (asked.Id!.Value, asked.Count));
        Assert.Equal(["1.0"], Releases(asked));
        Assert.Equal((Make.Noon, Make.Noon), (asked.FirstSeen, asked.LastSeen));
        Assert.Empty(asked.Hours);
        Assert.Empty(asked.Accepted);
        Learn(IssueStatus.Resolved);
        Assert.Null(_tally.Next());
    }

    [Fact]
    public void It_asks_with_what_waits_already_where_something_does()
    {
        Merge("1.0");
        _tally.Next()!.Seal();
        Learn(IssueStatus.Unresolved);
        Merge("1.0");
        _tally.Next()!.Seal();
        Merge("2.0");
        Learn(IssueStatus.Resolved);

        var row = _tally.Next()!.Seal();

        Assert.Equal(1, row.Count);
        Assert.Equal(["1.0", "2.0"], Releases(row));
    }

    [Fact]
    public void While_it_is_resolved_every_different_origin_is_told_up_to_a_bound()
    {
        Commit("1.0", IssueStatus.Resolved);
        Assert.Single(_tally.Next()!.Seal().Origins);
        Learn(IssueStatus.Resolved);
        foreach (var i in Enumerable.Range(0, 100))
        {
            Merge($"{i / 2}.0");
        }

        var row = _tally.Next()!.Seal();
        Assert.Equal(100, row.Count);
        Assert.Equal(Enumerable.Range(0, IssueRow.MaxOrigins).Select(i => $"{i}.0"), Releases(row));
    }

    [Fact]
    public void Once_it_is_reopened_it_says_nothing_any_more()
    {
        Commit("1.0", IssueStatus.Resolved);
        _tally.Next()!.Seal();
        Learn(IssueStatus.Unresolved);
        Assert.Empty(Commit("2.0", IssueStatus.Unresolved).Origins);
        Assert.Null(_tally.Next());
    }

    private static IEnumerable<string?> Releases(IssueRow row) => row.Origins.Select(origin => origin.Release);

    private IssueRow Commit(string release, IssueStatus status)
    {
        Merge(release);
        var row = _tally.Next()!.Seal();
        Learn(status);
        return row;
    }

    private void Merge(string release) => _tally.Merge(Make.Group(Make.Report(), release: release), 0);

    private void Learn(IssueStatus status) => _tally.Learn(new(new(5, false, status, false), null), Make.Noon, 0, out _);
}
