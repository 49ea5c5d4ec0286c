namespace Picket.Reports.Noise;

/// <summary>What a report's request tells about it.</summary>
/// <param name="Browser">Family and major version, such as <c>Firefox 41</c>; null where unknown.</param>
/// <param name="IsCrawler">The user agent is a crawler's, see <see cref="Crawlers"/>.</param>
/// <param name="Policies">Where reported policies are read once; null leaves them unread, and nothing is found impossible.</param>
public readonly record struct NoiseContext(string? Browser = null, bool IsCrawler = false, PolicyCache? Policies = null);
