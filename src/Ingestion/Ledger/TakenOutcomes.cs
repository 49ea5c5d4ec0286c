namespace Picket.Ingestion.Ledger;

/// <summary>Outcomes for one commit.</summary>
/// <param name="Rows">In order, each key once.</param>
/// <param name="Durable">Tells those who wait.</param>
/// <param name="Since">Timestamp since when the first of them waits; <see cref="long.MaxValue"/> where nobody does.</param>
internal sealed record TakenOutcomes(List<OutcomeRow> Rows, TaskCompletionSource<bool> Durable, long Since);
