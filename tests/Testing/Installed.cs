namespace Picket.Testing;

/// <summary>Browsers of this machine, under whichever of their names.</summary>
public static class Installed
{
    /// <summary>Where Chromium is.</summary>
    public static string Chromium() => Find("chromium", "chromium-browser", "google-chrome");

    /// <summary>Where Firefox is.</summary>
    public static string Firefox() => Find("firefox-esr", "firefox");

    private static string Find(params string[] names) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin")
        .SelectMany(folder => names, Path.Combine).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"No {names[0]} on this machine. ./test installs it on Debian.");
}
