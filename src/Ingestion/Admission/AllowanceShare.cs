namespace Picket.Ingestion.Admission;

/// <summary>Reports that a project may let pass out of what its organization shares.</summary>
/// <param name="Month">Of which month.</param>
/// <param name="Count">How many, from 0.</param>
public readonly record struct AllowanceShare(Month Month, int Count);
