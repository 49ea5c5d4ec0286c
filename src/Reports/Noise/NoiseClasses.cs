namespace Picket.Reports.Noise;

/// <summary>The words for classes of noise: in settings, outcomes and addresses of pages.</summary>
public static class NoiseClasses
{
    /// <summary>All classes but <see cref="NoiseClass.None"/>.</summary>
    public static IReadOnlyList<NoiseClass> All { get; } = [.. Enum.GetValues<NoiseClass>().Where(value => value != NoiseClass.None)];

    /// <summary>The stable word, such as <c>browser-internal</c>; <c>none</c> for a number without a class.</summary>
    public static string NameOf(NoiseClass value) => value switch
    {
        NoiseClass.Extension => "extension",
        NoiseClass.BrowserInternal => "browser-internal",
        NoiseClass.AppBridge => "app-bridge",
        NoiseClass.SecuritySoftware => "security-software",
        NoiseClass.Adware => "adware",
        NoiseClass.BrowserBug => "browser-bug",
        NoiseClass.Translated => "translated",
        NoiseClass.Local => "local",
        NoiseClass.Crawler => "crawler",
        NoiseClass.Forged => "forged",
        NoiseClass.Impossible => "impossible",
        NoiseClass.Tampered => "tampered",
        _ => "none",
    };

    /// <summary>The class of a word; null where there is none.</summary>
    public static NoiseClass? Parse(string? name)
    {
        foreach (var value in All)
        {
            if (NameOf(value).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
