using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Admission;

/// <summary>Reports of one issue that may come in.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="Reservation">The new issue that was reserved for it; null where none was.</param>
public readonly record struct AdmittedGroup(ReportGroup Reports, Reservation? Reservation);
