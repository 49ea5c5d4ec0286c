namespace Picket.Storage.Queries;

/// <summary>Reports of an issue in one hour.</summary>
/// <param name="Issue">The issue's number.</param>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Count">Reports.</param>
public sealed record ExportedHour(long Issue, DateTimeOffset Hour, long Count);
