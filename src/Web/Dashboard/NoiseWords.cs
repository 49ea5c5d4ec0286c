using Picket.Reports.Noise;

namespace Picket.Web.Dashboard;

/// <summary>Noise in plain words.</summary>
internal static class NoiseWords
{
    /// <summary>A class, short enough for a badge.</summary>
    public static string Name(NoiseClass noise) => noise switch
    {
        NoiseClass.Extension => "browser extension",
        NoiseClass.BrowserInternal => "the browser itself",
        NoiseClass.AppBridge => "app bridge",
        NoiseClass.SecuritySoftware => "security software",
        NoiseClass.Adware => "adware",
        NoiseClass.BrowserBug => "browser bug",
        NoiseClass.Translated => "translated or cached page",
        NoiseClass.Local => "local address",
        NoiseClass.Crawler => "crawler",
        NoiseClass.Forged => "not your domain",
        NoiseClass.Impossible => "impossible by its own policy",
        NoiseClass.Tampered => "policy was tampered with",
        _ => "noise",
    };

    /// <summary>A reason; one of an older version that this one does not have any more is told by its code.</summary>
    public static string Reason(string code) => NoiseReasons.Find(code)?.Text ?? code;
}
