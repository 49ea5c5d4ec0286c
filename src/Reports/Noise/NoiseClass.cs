namespace Picket.Reports.Noise;

/// <summary>What made a report that the site itself did not cause. The numbers are stored; never reuse one.</summary>
public enum NoiseClass : short
{
    /// <summary>Nothing speaks for noise, or not enough.</summary>
    None = 0,

    /// <summary>An extension, or a tool that tests or develops pages, acted inside the page.</summary>
    Extension = 1,

    /// <summary>The browser's own pages and schemes.</summary>
    BrowserInternal = 2,

    /// <summary>An app talks with the page in its web view by a scheme of its own.</summary>
    AppBridge = 3,

    /// <summary>A virus scanner, a filtering proxy or a password keeper put its code into the page.</summary>
    SecuritySoftware = 4,

    /// <summary>Adware on the client's machine or in its network put its code into the page.</summary>
    Adware = 5,

    /// <summary>A known bug of that browser's versions.</summary>
    BrowserBug = 6,

    /// <summary>The page was not seen on the site but through a translator, a cache or an app that shows a copy.</summary>
    Translated = 7,

    /// <summary>Something on the client's machine or network was asked for, by a page that is not itself local.</summary>
    Local = 8,

    /// <summary>A crawler read the page.</summary>
    Crawler = 9,

    /// <summary>The document is on none of the project's domains.</summary>
    Forged = 10,

    /// <summary>The very policy in the report allows what it says was blocked.</summary>
    Impossible = 11,

    /// <summary>The policy in the report is not the one nearly all others got for the page.</summary>
    Tampered = 12,
}
