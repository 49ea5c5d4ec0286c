namespace Picket.Ingestion.Ledger;

/// <summary>What one statement makes durable: rows of several issues and projects, each key at most once, in key order. Immutable once written.</summary>
public sealed record Commit
{
    /// <summary>Gates the statement: sent twice with the same id, it applies once.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which of the commits that are in flight at once, 0 to 31. Rows that everyone writes to are kept apart by it, so that a commit that is stuck holds no lock another one needs.</summary>
    public int Lane { get; init; }

    /// <summary>What issues gained, ordered by key.</summary>
    public IReadOnlyList<IssueRow> Issues { get; init; } = [];

    /// <summary>How reports ended, but for the accepted ones, which travel with their issue's row; ordered.</summary>
    public IReadOnlyList<OutcomeRow> Outcomes { get; init; } = [];

    /// <summary>Debt: facets of issues committed earlier or here; ordered.</summary>
    public IReadOnlyList<FacetRow> Facets { get; init; } = [];

    /// <summary>Debt: client sketches of issues committed earlier; ordered.</summary>
    public IReadOnlyList<ClientsRow> Clients { get; init; } = [];

    /// <summary>Reports that filters turned away, to be shown; ordered.</summary>
    public IReadOnlyList<FilterSampleRow> FilterSamples { get; init; } = [];

    /// <summary>Rows of all kinds.</summary>
    public int Size => Issues.Count + Outcomes.Count + Facets.Count + Clients.Count + FilterSamples.Count;
}
