namespace Picket.Storage.Queries;

/// <summary>A kept report, as it is exported.</summary>
/// <param name="Issue">The issue's number.</param>
/// <param name="At">When it happened.</param>
/// <param name="Browser">Family and major version.</param>
/// <param name="Release">From the endpoint's query.</param>
/// <param name="Environment">From the endpoint's query.</param>
/// <param name="Normalized">JSON: what Picket made of it.</param>
/// <param name="Raw">JSON as sent, with secrets masked.</param>
public sealed record ExportedSample(long Issue, DateTimeOffset At, string Browser, string? Release, string? Environment, string Normalized, string Raw);
