namespace Picket.Ingestion.Ledger;

/// <summary>Rows that nobody waits for: facets and clients of reports that are committed already, and samples of filtered ones.</summary>
internal sealed record DebtRows(IReadOnlyList<FacetRow> Facets, IReadOnlyList<ClientsRow> Clients, IReadOnlyList<FilterSampleRow> FilterSamples)
{
    /// <summary>None.</summary>
    public static readonly DebtRows None = new([], [], []);

    /// <summary>Rows of all kinds.</summary>
    public int Count => Facets.Count + Clients.Count + FilterSamples.Count;

    /// <summary>The same rows in key order, in which every host locks them.</summary>
    public DebtRows Ordered() => new(
        [.. Facets.Order(Comparer<FacetRow>.Create(CompareKeys))],
        [.. Clients.OrderBy(row => row.IssueId).ThenBy(row => row.Day)],
        [.. FilterSamples.OrderBy(row => row.Project.Value).ThenBy(row => row.Day).ThenBy(row => row.Reason, StringComparer.Ordinal).ThenBy(row => row.Slot)]);

    /// <summary>Two halves, the kinds one after the other.</summary>
    public (DebtRows First, DebtRows Second) Split()
    {
        var half = (Count + 1) / 2;
        var (facets, clients) = (Math.Min(half, Facets.Count), Math.Clamp(half - Facets.Count, 0, Clients.Count));
        var samples = Math.Max(0, half - Facets.Count - Clients.Count);
        return (
            new([.. Facets.Take(facets)], [.. Clients.Take(clients)], [.. FilterSamples.Take(samples)]),
            new([.. Facets.Skip(facets)], [.. Clients.Skip(clients)], [.. FilterSamples.Skip(samples)]));
    }

    private static int CompareKeys(FacetRow a, FacetRow b)
    {
        var order = a.IssueId.CompareTo(b.IssueId);
        order = order != 0 ? order : a.Facet.CompareTo(b.Facet);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }
}
