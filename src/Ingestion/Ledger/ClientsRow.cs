namespace Picket.Ingestion.Ledger;

/// <summary>Clients of one issue on one day, to be OR-ed into what is there.</summary>
/// <param name="IssueId">The issue's number.</param>
/// <param name="Day">UTC day of arrival.</param>
/// <param name="Sketch">The bits of a <see cref="Issues.ClientSketch"/>, 256 bytes.</param>
public readonly record struct ClientsRow(long IssueId, DateOnly Day, byte[] Sketch);
