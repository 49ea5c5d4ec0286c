using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>What is written later: facets and clients that issues owe, the oldest first, and samples of filtered reports. Bounded; not safe for many threads.</summary>
internal sealed class DebtBook(IngestionOptions options)
{
    /// <summary>Samples of filtered reports that wait at most: they are for people, who look at a handful.</summary>
    private const int MaxKept = 256;

    private readonly Queue<IssueDebt> _debts = new();
    private readonly List<FilterSampleRow> _kept = [];

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
    /// Rows for the next commit. One that reports wait for carries few, since what is owed longer comes together in fewer rows: an eighth of what one alone carries, and more the
    /// nearer debt comes to where the oldest is forgiven.
    /// </summary>
    public DebtRows Take(bool isAwaited)
    {
        var most = isAwaited ? (int)Math.Max((options.DebtRows + 7) / 8, (long)options.DebtRows * _debts.Count / MaxDebts) : options.DebtRows;
        var (facets, clients) = (new List<FacetRow>(), new List<ClientsRow>());
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
}
