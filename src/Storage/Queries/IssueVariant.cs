namespace Picket.Storage.Queries;

/// <summary>One issue of a fold.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">What it is called by itself.</param>
/// <param name="Directive">The effective directive; null for kinds without one.</param>
/// <param name="Browsers">Those that report it so, the most frequent first, at most three.</param>
/// <param name="Count">Reports.</param>
/// <param name="LastSeen">Time of the latest.</param>
public sealed record IssueVariant(long Id, string Title, string? Directive, string[] Browsers, long Count, DateTimeOffset LastSeen);
