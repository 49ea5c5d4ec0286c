namespace Picket.Storage.Queries;

/// <summary>A sample and the issue it is of.</summary>
/// <param name="Issue">The issue's number.</param>
/// <param name="Place">Among events of the same time.</param>
/// <param name="Sample">What is kept.</param>
public sealed record EventRow(long Issue, long Place, SampleView Sample);
