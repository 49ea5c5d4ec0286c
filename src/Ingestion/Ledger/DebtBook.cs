using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>What is written later: facets and clients that issues owe, the oldest first, and samples of filtered reports. Bounded; not safe for many threads.</summary>
internal sealed class DebtBook(IngestionOptions options)
{
    /// <summary>Samples of filtered reports that wait at most: they are for people, who look at a handful.</summary>
    private const int MaxKept = 256;

    /// <summary>Of so many commits that reports wait for, one carries debt.</summary>
    private const int Rhythm = 8;

    private readonly Queue<IssueDebt> _debts = new();
    private readonly List<FilterSampleRow> _kept = [];
    private int _passed;

    /// <summary>Issues that owe cannot leave memory, so half of those that live there may.</summary>
    private int MaxDebts => options.MaxLiveIssues / 2;

    /// <summary>Takes <paramref name="debt"/>. Returns how much of the oldest was forgiven for it: its reports are counted, only not told apart.</summary>
    public int Owe(IssueDebt debt)
    {
        _debts.Enqueue(debt);
        return _debts.Count <= MaxDebts ? 0 : _debts.Dequeue().Forgive();
    }

    /// <summary>Takes <paramref name="sample"/>; false where there are enough.</summary>
    public bool Keep(FilterSampleRow sample)
    {
        if (_kept.Count == MaxKept)
        {
            return false;
        }

        _kept.Add(sample);
        return true;
    }

    /// <summary>
    /// Rows for the next commit. Of those that reports wait for an eighth carries any, since what is owed longer comes together in fewer rows, and each sort of rows costs
    /// PostgreSQL something however few they are; more do, the nearer debt comes to where the oldest is forgiven.
    /// </summary>
    public DebtRows Take(bool isAwaited)
    {
        var (facets, clients) = (new List<FacetRow>(), new List<ClientsRow>());
        var most = isAwaited && !IsDue() ? 0 : options.DebtRows;
        while (facets.Count + clients.Count < most && _debts.TryPeek(out var debt))
        {
            if (debt.Take(most - facets.Count - clients.Count, facets, clients))
            {
                _debts.Dequeue();
            }
        }

        FilterSampleRow[] kept = [.. _kept];
        _kept.Clear();
        return new(facets, clients, kept);
    }

    private bool IsDue()
    {
        if (++_passed < Rhythm * (1 - ((double)_debts.Count / MaxDebts)))
        {
            return false;
        }

        _passed = 0;
        return true;
    }
}
