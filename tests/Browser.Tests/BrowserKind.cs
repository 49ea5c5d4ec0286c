namespace Picket.Browser.Tests;

/// <summary>The browsers whose real reports are tested.</summary>
public enum BrowserKind
{
    /// <summary>Chromium, and what is built of it.</summary>
    Chromium,

    /// <summary>Firefox. Report-to needs 149 or later.</summary>
    Firefox,
}
