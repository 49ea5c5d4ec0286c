namespace Picket.Site.Canary;

/// <summary>What became of a report of Picket's own.</summary>
/// <param name="Lost">Where it was lost; null where it came through.</param>
/// <param name="Cause">Why, for people.</param>
/// <param name="Took">From the first byte to the answer.</param>
internal readonly record struct CanaryResult(CanaryStage? Lost, string Cause, TimeSpan Took);
