using Picket.Reports.Noise;

namespace Picket.Ingestion.Admission.Filters;

/// <summary>What a project does not want to count at all. Defaults turn away crawlers only: everything else is classified as noise and kept apart, which can be undone.</summary>
public sealed record FilterSettings
{
    /// <summary>Patterns of one list that are read; more are ignored.</summary>
    public const int MaxPatterns = 200;

    /// <summary>Characters of a pattern; longer ones are ignored.</summary>
    public const int MaxPatternLength = 300;

    /// <summary>Sentry's default list of ignored sources, in addition to <see cref="IgnoredSources"/>.</summary>
    public bool IgnoreDefaultSources { get; init; }

    /// <summary>Sentry's patterns (<c>chrome-extension://*</c>, <c>*.example.com</c>, <c>*://*:8000</c>) for blocked URIs and source files.</summary>
    public IReadOnlyList<string> IgnoredSources { get; init; } = [];

    /// <summary>Reports from the machine itself or about pages on it.</summary>
    public bool Localhost { get; init; }

    /// <summary>Ids of <see cref="LegacyBrowsers"/>.</summary>
    public IReadOnlyList<string> LegacyBrowsers { get; init; } = [];

    /// <summary>Reports of crawlers; on, as at Sentry.</summary>
    public bool WebCrawlers { get; init; } = true;

    /// <summary>Addresses and networks (CIDR) that may not send.</summary>
    public IReadOnlyList<string> BlockedIps { get; init; } = [];

    /// <summary>Releases, with wildcards.</summary>
    public IReadOnlyList<string> Releases { get; init; } = [];

    /// <summary>Titles, with wildcards.</summary>
    public IReadOnlyList<string> ErrorMessages { get; init; } = [];

    /// <summary>Rules on what a report says; one that matches is enough.</summary>
    public IReadOnlyList<FilterRule> Rules { get; init; } = [];

    /// <summary>Classes of noise that are turned away.</summary>
    public IReadOnlyList<NoiseClass> DroppedNoise { get; init; } = [];
}
