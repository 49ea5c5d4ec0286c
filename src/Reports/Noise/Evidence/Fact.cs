namespace Picket.Reports.Noise.Evidence;

/// <summary>One row of a table of evidence.</summary>
/// <param name="Value">What is looked for: a scheme, a host (<c>*.</c> before it: all under it, and itself), a part of a sample or of an address.</param>
/// <param name="Reason">What it says where it is found.</param>
internal readonly record struct Fact(string Value, NoiseReason Reason);
