using static Picket.Reports.Noise.NoiseReasons;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Schemes that no site loads anything from. Compared without case, with or without <c>://</c> behind.</summary>
internal static class Schemes
{
    /// <summary>Browser extensions, and the bridges by which some of them reach into pages.</summary>
    private static readonly string[] _extensions =
    [
        "chrome-extension", "moz-extension", "safari-extension", "safari-web-extension", "ms-browser-extension", // Sentry's list, WebKit
        "se-extension", "opera", "mx", "mxaddon-pkg", "mxjscall", // report-uri-bugs 28, 46: Sogou, Opera, Maxthon
        "chromenull", "chromeinvoke", "chromeinvokeimmediate", "tmtbff", "symres", "sraf", // Sentry's list, go-csp-collector
    ];

    /// <summary>The browser's own pages and parts.</summary>
    private static readonly string[] _browser =
    [
        "about", "chrome", "chrome-error", "view-source", "devtools", "resource", "jar", "res", // Sentry's list, Mozilla bugs 1445643 and 1873553
        "android-webview", "android-webview-video-poster", "ms-appx", "ms-appx-web", "uc.gre", // captures of 2015, report-uri-bugs 48
    ];

    /// <summary>How apps hear of what happens in their web views.</summary>
    private static readonly string[] _apps =
    [
        "wvjbscheme", "nativebaiduhd", "bdvideo", "none", "weixinping", // NelmioSecurityBundle, go-csp-collector
        "webviewprogress", "webviewprogressproxy", "mbinit", "gsa", "sinaweibo", // Sentry's list, report-uri-bugs 7 and 47
    ];

    /// <summary>What a blocked URI with the scheme says.</summary>
    public static readonly FactTable Blocked = new(
        [.. _extensions.Select(scheme => new Fact(scheme, ExtensionScheme)), .. _browser.Select(scheme => new Fact(scheme, BrowserScheme)), .. _apps.Select(scheme => new Fact(scheme, AppBridge))]);

    /// <summary>What a source file with the scheme says.</summary>
    public static readonly FactTable Source = new(
        [
            .. _extensions.Select(scheme => new Fact(scheme, ExtensionSource)), .. _browser.Where(scheme => scheme != "about").Select(scheme => new Fact(scheme, BrowserSource)),
            .. _apps.Select(scheme => new Fact(scheme, AppBridge)),
            new("webkit-masked-url", MaskedSource), // Relay, WebKit: modules of pages are masked too
        ]);

    /// <summary>What a document with the scheme says. Not <c>about</c>: frames without an address have their parent's policy.</summary>
    public static readonly FactTable Document = new(
        [
            .. _extensions.Select(scheme => new Fact(scheme, ExtensionDocument)),
            .. _browser.Where(scheme => scheme is not ("about" or "ms-appx" or "ms-appx-web")).Select(scheme => new Fact(scheme, BrowserDocument)),
            new("file", SavedDocument), new("content", SavedDocument), new("ms-appx", SavedDocument), new("ms-appx-web", SavedDocument), // CSP-useful
        ]);
}
