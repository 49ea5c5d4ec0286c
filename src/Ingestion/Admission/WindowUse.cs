namespace Picket.Ingestion.Admission;

/// <summary>How much of a limit's window is used, as it is remembered beyond a gate's life.</summary>
/// <param name="Key">The key whose limit it is; the default for the project's.</param>
/// <param name="Limit">The limit. Another limit is another window.</param>
/// <param name="Window">Number of the window since the epoch.</param>
/// <param name="Used">Reports that have passed, or may have.</param>
public sealed record WindowUse(KeyId Key, RateLimit Limit, long Window, int Used);
