namespace Picket.Reports.Kinds;

/// <summary>What a kind made of one item: most make one report of it.</summary>
internal readonly record struct Found(ReportDetails Details, Fingerprint Fingerprint);
