using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>Reports of one issue that share one value.</summary>
/// <param name="IssueId">The issue's number.</param>
/// <param name="Facet">What the value is.</param>
/// <param name="Value">At most 200 characters; empty stands for "other values".</param>
/// <param name="Count">More than 0.</param>
public readonly record struct FacetRow(long IssueId, Facet Facet, string Value, long Count);
