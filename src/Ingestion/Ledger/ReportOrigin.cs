using Picket.Reports;

namespace Picket.Ingestion.Ledger;

/// <summary>What of a report decides whether it reopens a resolved issue.</summary>
/// <param name="Release">From the endpoint's query; null where absent.</param>
/// <param name="Policy">Which policy it carries; null where it carries none.</param>
public readonly record struct ReportOrigin(string? Release, Fingerprint? Policy);
