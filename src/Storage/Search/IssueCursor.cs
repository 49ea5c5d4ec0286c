namespace Picket.Storage.Search;

/// <summary>A place in a list: behind the issue with this number, which the list had ordered by this key.</summary>
/// <param name="Key">Microseconds since 1970, or reports, or the issue's number, as the list's order is.</param>
/// <param name="Id">The issue's number.</param>
public readonly record struct IssueCursor(long Key, long Id);
