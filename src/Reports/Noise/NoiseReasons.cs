using System.Collections.Frozen;

namespace Picket.Reports.Noise;

/// <summary>Every reason there is. Strong evidence is a scheme, a source file, a sample or a path made for one purpose; a host is weak unless nothing but the noise uses it.</summary>
public static class NoiseReasons
{
    private const int Certain = 100;
    private const int Strong = 80;
    private const int Enough = 60;
    private const int Medium = 40;
    private const int Weak = 30;
    private const int Hint = 15;

    /// <summary>An extension's scheme was blocked.</summary>
    public static NoiseReason ExtensionScheme { get; } =
        new("extension-scheme", NoiseClass.Extension, Certain, "What was blocked has the scheme of a browser extension.");

    /// <summary>An extension's code did it.</summary>
    public static NoiseReason ExtensionSource { get; } =
        new("extension-source", NoiseClass.Extension, Certain, "The code that caused it is a browser extension's.");

    /// <summary>Code known from an extension.</summary>
    public static NoiseReason ExtensionSample { get; } =
        new("extension-sample", NoiseClass.Extension, Strong, "The blocked code begins as that of a known extension or page tool.");

    /// <summary>Code known from an extension, in words that a page may use too.</summary>
    public static NoiseReason ExtensionSampleWeak { get; } =
        new("extension-sample-weak", NoiseClass.Extension, Weak, "The blocked code begins as that of a known extension, though pages may begin so too.");

    /// <summary>A page of an extension.</summary>
    public static NoiseReason ExtensionDocument { get; } =
        new("extension-document", NoiseClass.Extension, Strong, "The document is a page of a browser extension.");

    /// <summary>A host that only an extension uses.</summary>
    public static NoiseReason ExtensionHost { get; } =
        new("extension-host", NoiseClass.Extension, Enough, "Only a known extension uses this host.");

    /// <summary>A host that extensions use, and others.</summary>
    public static NoiseReason ExtensionHostWeak { get; } =
        new("extension-host-weak", NoiseClass.Extension, Weak, "Known extensions use this host, though sites may too.");

    /// <summary>Safari hides the source.</summary>
    public static NoiseReason MaskedSource { get; } =
        new("masked-source", NoiseClass.Extension, Hint, "Safari hides where the code came from, as it does with extensions, but with modules of pages too.");

    /// <summary>A scheme of the browser itself.</summary>
    public static NoiseReason BrowserScheme { get; } =
        new("browser-scheme", NoiseClass.BrowserInternal, Certain, "What was blocked belongs to the browser itself.");

    /// <summary>Code of the browser itself.</summary>
    public static NoiseReason BrowserSource { get; } =
        new("browser-source", NoiseClass.BrowserInternal, Certain, "The code that caused it belongs to the browser itself.");

    /// <summary>A page of the browser itself.</summary>
    public static NoiseReason BrowserDocument { get; } =
        new("browser-document", NoiseClass.BrowserInternal, Strong, "The document is a page of the browser itself.");

    /// <summary>An app's bridge into its web view.</summary>
    public static NoiseReason AppBridge { get; } =
        new("app-bridge", NoiseClass.AppBridge, Certain, "An app speaks with its web view this way.");

    /// <summary>A host that only security software uses.</summary>
    public static NoiseReason SecurityHost { get; } =
        new("security-host", NoiseClass.SecuritySoftware, Strong, "Only a security product on the client's machine or network uses this host.");

    /// <summary>A host that security software uses, and others.</summary>
    public static NoiseReason SecurityHostWeak { get; } =
        new("security-host-weak", NoiseClass.SecuritySoftware, Weak, "A security product uses this host, though sites may too.");

    /// <summary>A policy that names a host which only security software uses. Weak, since sites name such hosts as well, to be rid of the reports; with a rare policy it is strong.</summary>
    public static NoiseReason SecurityPolicy { get; } =
        new("security-policy", NoiseClass.SecuritySoftware, Weak, "The policy in the report names a host of a security product, which adds it on the way, though sites may name it too.");

    /// <summary>A path that security software adds to a site.</summary>
    public static NoiseReason SecurityPath { get; } =
        new("security-path", NoiseClass.SecuritySoftware, Strong, "A security product asks every site for this path.");

    /// <summary>Code known from security software.</summary>
    public static NoiseReason SecuritySample { get; } =
        new("security-sample", NoiseClass.SecuritySoftware, Strong, "The blocked code begins as that of a known security product.");

    /// <summary>A host that only adware used: such names change their owners, so it is not enough alone.</summary>
    public static NoiseReason AdwareHost { get; } =
        new("adware-host", NoiseClass.Adware, Medium, "This host is known for code that adware puts into pages.");

    /// <summary>A host that adware uses, and others.</summary>
    public static NoiseReason AdwareHostWeak { get; } =
        new("adware-host-weak", NoiseClass.Adware, Weak, "Adware uses this host, though sites may too.");

    /// <summary>A path of adware on changing hosts.</summary>
    public static NoiseReason AdwarePath { get; } =
        new("adware-path", NoiseClass.Adware, Strong, "Adware asks for this path on ever new hosts.");

    /// <summary>Code known from adware.</summary>
    public static NoiseReason AdwareSample { get; } =
        new("adware-sample", NoiseClass.Adware, Strong, "The blocked code begins as that of known adware.");

    /// <summary>Firefox before 43 said <c>self</c> for its own features.</summary>
    public static NoiseReason FirefoxSelf { get; } =
        new("firefox-self", NoiseClass.BrowserBug, Weak, "Firefox before 43 reported 'self' wrongly (bug 1026520).");

    /// <summary>Firefox before 49 reported its own about:blank.</summary>
    public static NoiseReason FirefoxBaseUri { get; } =
        new("firefox-base-uri", NoiseClass.BrowserBug, Strong, "Firefox before 49 reported the base of about:blank (bug 1263286).");

    /// <summary>Internet Explorer tries connections nobody asked for.</summary>
    public static NoiseReason ExplorerSocket { get; } =
        new("explorer-socket", NoiseClass.BrowserBug, Enough, "Internet Explorer tries WebSocket connections that the page did not ask for.");

    /// <summary>The document's host shows copies of pages.</summary>
    public static NoiseReason CopiedDocument { get; } =
        new("copied-document", NoiseClass.Translated, Strong, "The page was shown by a translator or a cache.");

    /// <summary>The document was saved, or lives in an app.</summary>
    public static NoiseReason SavedDocument { get; } =
        new("saved-document", NoiseClass.Translated, Strong, "The page was opened from a file or inside an app, not from the site.");

    /// <summary>An address on the client's machine or network.</summary>
    public static NoiseReason LocalAddress { get; } =
        new("local-address", NoiseClass.Local, Strong, "Something on the client's own machine or network was asked for by a page that is not local.");

    /// <summary>The sender says that it is a crawler.</summary>
    public static NoiseReason CrawlerAgent { get; } =
        new("crawler-agent", NoiseClass.Crawler, Enough, "The user agent says that it is a crawler.");

    /// <summary>The document is not the project's.</summary>
    public static NoiseReason ForeignDocument { get; } =
        new("foreign-document", NoiseClass.Forged, Enough, "The document is on none of the project's domains.");

    /// <summary>The reported policy allows it.</summary>
    public static NoiseReason PolicyAllows { get; } =
        new("policy-allows", NoiseClass.Impossible, Strong, "The policy in the report allows what it says was blocked, so another policy blocked it.");

    /// <summary>The reported policy allows it unless a redirect led elsewhere.</summary>
    public static NoiseReason PolicyAllowsUnlessRedirected { get; } =
        new("policy-allows-unless-redirected", NoiseClass.Impossible, Hint, "The policy in the report allows the reported address; only a redirect to another one explains the block.");

    /// <summary>The policy differs from the usual one.</summary>
    public static NoiseReason RarePolicy { get; } =
        new("rare-policy", NoiseClass.Tampered, Enough, "Fewer than one client in a hundred has this policy on a page where at least 200 others have another.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NoiseReason> All { get; } =
    [
        ExtensionScheme, ExtensionSource, ExtensionSample, ExtensionSampleWeak, ExtensionDocument, ExtensionHost, ExtensionHostWeak, MaskedSource,
        BrowserScheme, BrowserSource, BrowserDocument, AppBridge,
        SecurityHost, SecurityHostWeak, SecurityPolicy, SecurityPath, SecuritySample, AdwareHost, AdwareHostWeak, AdwarePath, AdwareSample,
        FirefoxSelf, FirefoxBaseUri, ExplorerSocket, CopiedDocument, SavedDocument, LocalAddress,
        CrawlerAgent, ForeignDocument, PolicyAllows, PolicyAllowsUnlessRedirected, RarePolicy,
    ];

    private static FrozenDictionary<string, NoiseReason> ByCode { get; } = All.ToFrozenDictionary(reason => reason.Code, StringComparer.Ordinal);

    /// <summary>The reason with this code; null where there is none.</summary>
    public static NoiseReason? Find(string code) => ByCode.GetValueOrDefault(code);
}
