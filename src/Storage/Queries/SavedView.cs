namespace Picket.Storage.Queries;

/// <summary>A stream that people of an organization keep under a name.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Query">The query string of its address, with the question mark; empty for none.</param>
public sealed record SavedView(long Id, string Name, string Query);
