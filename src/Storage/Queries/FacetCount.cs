using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>How many reports of an issue share a value.</summary>
/// <param name="Facet">What the value is.</param>
/// <param name="Value">The value; empty for all that are not told apart.</param>
/// <param name="Count">Reports.</param>
public sealed record FacetCount(Facet Facet, string Value, long Count);
