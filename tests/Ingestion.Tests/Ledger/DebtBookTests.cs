using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Tests.Ledger;

public sealed class DebtBookTests
{
    private const int MaxDebts = 4;

    private readonly DebtBook _book = new(new() { DebtRows = 16, MaxLiveIssues = 2 * MaxDebts });

    [Fact]
    public void Of_the_commits_that_reports_wait_for_one_in_eight_carries_debt()
    {
        _book.Owe(Debt(40));
        int[] rows = [.. Enumerable.Range(0, 16).Select(_ => _book.Take(isAwaited: true).Count)];
        Assert.Equal([16, 16], rows.Where(count => count > 0));
        Assert.InRange(Array.FindIndex(rows, count => count > 0), 5, 7); // A little is owed, so it is a little sooner.
    }

    [Fact]
    public void A_commit_that_nobody_waits_for_carries_it_at_once()
    {
        _book.Owe(Debt(20));
        Assert.Equal([16, 4, 0], Enumerable.Range(0, 3).Select(_ => _book.Take(isAwaited: false).Count));
    }

    [Fact]
    public void Where_the_oldest_is_about_to_be_forgiven_every_commit_carries_it()
    {
        for (var i = 0; i < MaxDebts; i++)
        {
            Assert.Equal(0, _book.Owe(Debt(16)));
        }

        Assert.Equal(16, _book.Take(isAwaited: true).Count);
        _book.Owe(Debt(16));
        Assert.Equal(16, _book.Owe(Debt(16))); // The oldest.
    }

    private static IssueDebt Debt(int rows)
    {
        var (debt, facets) = (new IssueDebt(), new FacetCounts());
        for (var i = 0; i < rows; i++)
        {
            facets.Add(Facet.SourceFile, $"https://shop.example/{i}.js", 1);
        }

        debt.Add(facets, default, []);
        return debt;
    }
}
