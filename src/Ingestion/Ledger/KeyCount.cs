namespace Picket.Ingestion.Ledger;

/// <summary>Accepted reports of one key in one hour of arrival.</summary>
/// <param name="Key">The project's key.</param>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Count">More than 0.</param>
public readonly record struct KeyCount(KeyId Key, DateTimeOffset Hour, long Count);
