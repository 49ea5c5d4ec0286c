namespace Picket.Ingestion.Admission.Filters;

/// <summary>Sentry's default list of ignored sources. Of <c>data:text/html,chromewebdata</c>, by which it hides every text in a data URL, only Chrome's own page is left: <see cref="Picket.Reports.Noise"/> knows it.</summary>
internal static class DefaultSources
{
    public static readonly string[] All =
    [
        "about", "ms-browser-extension", "chrome://*", "chrome-extension://*", "chrome-extension", "chromeinvokeimmediate://*", "chromenull://*",
        "safari-extension://*", "safari-web-extension://*", "mxaddon-pkg://*", "jar://*", "webviewprogressproxy://*", "ms-browser-extension://*", "tmtbff://*",
        "mbinit://*", "symres://*", "resource://*", "moz-extension://*",
        "*.metrext.com", "static.image2play.com", "*.tlscdn.com", "73a5b0806e464be8bd4e694c744624f0.com", "020dfefc4ac745dab7594f2f771c1ded.com",
        "*.superfish.com", "addons.mozilla.org", "v.zilionfast.in", "widgets.amung.us", "xls.searchfun.in", "istatic.datafastguru.info",
        "resultshub-a.akamaihd.net", "pulseadnetwork.com", "gateway.zscalertwo.net", "www.passpack.com", "middlerush-a.akamaihd.net",
        "www.websmartcenter.com", "a.linkluster.com", "saveyoutime.ru", "cdncache-a.akamaihd.net", "x.rafomedia.com", "savingsslider-a.akamaihd.net",
        "injections.adguard.com", "icontent.us", "amiok.org", "connectionstrenth.com", "siteheart.net", "netanalitics.space", "printapplink.com",
        "godlinkapp.com", "devappstor.com", "hoholikik.club", "smartlink.cool", "promfflinkdev.com",
    ];

    /// <summary>On the list too, but only where the page is not on the machine itself: there its developer wants to see it.</summary>
    public static readonly SourcePattern Localhost = SourcePattern.Parse("localhost");
}
