using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains.Interfaces;

/// <summary>What has become of a batch from another silo, so far.</summary>
/// <param name="Outcomes">Those that have fallen.</param>
/// <param name="Rest">Ask for the others with it; null where this is all.</param>
/// <param name="NoBodies">Issues without room for samples: spare their bodies the way.</param>
[GenerateSerializer, Immutable, Alias("picket.BatchAnswer")]
public sealed record BatchAnswer(
    [property: Id(0)] IReadOnlyList<ItemOutcome> Outcomes,
    [property: Id(1)] long? Rest,
    [property: Id(2)] IReadOnlyList<IssueKey> NoBodies);

/// <summary>How one report of a batch ended.</summary>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Outcome">How.</param>
[GenerateSerializer, Immutable, Alias("picket.ItemOutcome")]
public readonly record struct ItemOutcome([property: Id(0)] int Index, [property: Id(1)] Outcome Outcome);
