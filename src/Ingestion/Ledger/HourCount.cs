namespace Picket.Ingestion.Ledger;

/// <summary>Reports in one hour.</summary>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Count">More than 0.</param>
public readonly record struct HourCount(DateTimeOffset Hour, long Count);
