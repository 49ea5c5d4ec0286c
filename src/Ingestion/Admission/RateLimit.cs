namespace Picket.Ingestion.Admission;

/// <summary>Sentry's fixed window: at most <paramref name="Count"/> reports in each <paramref name="Window"/>. Windows start at multiples of their length since the Unix epoch.</summary>
/// <param name="Count">Reports, from 0 (none pass).</param>
/// <param name="Window">Length, whole seconds from 1 s to 1 day.</param>
public sealed record RateLimit(int Count, TimeSpan Window);
