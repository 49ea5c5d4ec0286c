using static Picket.Reports.Noise.NoiseReasons;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Hosts of things that others than the site put into pages. Hosts are weak evidence: names change their owners, and sites share them.</summary>
internal static class Hosts
{
    /// <summary>Hosts that code or its source comes from.</summary>
    public static readonly HostTable Blocked = new(
        [
            // Security products: Relay's issues, go-csp-collector's samples, CSP-useful, report-uri-bugs 45 (Trusteer)
            new("*.kaspersky-labs.com", SecurityHost), new("*.zscalertwo.net", SecurityHost), new("*.scansafe.net", SecurityHost),
            new("injections.adguard.com", SecurityHost), new("webappstoolbarba.texthelp.com", SecurityHost), new("nikkomsgchannel", SecurityHost),
            new("www.passpack.com", SecurityHostWeak),

            // Extensions that people want: NelmioSecurityBundle, CSP-useful
            new("*.grammarly.io", ExtensionHost), new("cdn.joinhoney.com", ExtensionHost), new("browser.gwdang.com", ExtensionHost),
            new("*.youdao.com", ExtensionHostWeak), new("addons.mozilla.org", ExtensionHostWeak), new("*.getpocket.com", ExtensionHostWeak),
            new("*.evernote.com", ExtensionHostWeak),

            // Adware: Sentry's default list
            new("*.superfish.com", AdwareHost), new("*.tlscdn.com", AdwareHost), new("*.metrext.com", AdwareHost), new("static.image2play.com", AdwareHost),
            new("73a5b0806e464be8bd4e694c744624f0.com", AdwareHost), new("020dfefc4ac745dab7594f2f771c1ded.com", AdwareHost), new("v.zilionfast.in", AdwareHost),
            new("xls.searchfun.in", AdwareHost), new("istatic.datafastguru.info", AdwareHost), new("resultshub-a.akamaihd.net", AdwareHost),
            new("middlerush-a.akamaihd.net", AdwareHost), new("cdncache-a.akamaihd.net", AdwareHost), new("savingsslider-a.akamaihd.net", AdwareHost),
            new("pulseadnetwork.com", AdwareHost), new("www.websmartcenter.com", AdwareHost), new("a.linkluster.com", AdwareHost), new("saveyoutime.ru", AdwareHost),
            new("x.rafomedia.com", AdwareHost), new("icontent.us", AdwareHost), new("amiok.org", AdwareHost), new("connectionstrenth.com", AdwareHost),
            new("netanalitics.space", AdwareHost), new("printapplink.com", AdwareHost), new("godlinkapp.com", AdwareHost), new("devappstor.com", AdwareHost),
            new("hoholikik.club", AdwareHost), new("smartlink.cool", AdwareHost), new("promfflinkdev.com", AdwareHost),
            new("widgets.amung.us", AdwareHostWeak), new("siteheart.net", AdwareHostWeak),

            // Adware: NelmioSecurityBundle, CSP-useful
            new("*.cmptch.com", AdwareHost), new("*.jollywallet.com", AdwareHost), new("*.visadd.com", AdwareHost), new("*.prestadb.net", AdwareHost),
            new("*.hwcdn.net", AdwareHostWeak), new("*.akamaihd.net", AdwareHostWeak),
        ]);

    /// <summary>Hosts that show pages of others: report-uri.com's documentation, and what these services say themselves.</summary>
    public static readonly HostTable Document = new(
        [
            new("*.translate.goog", CopiedDocument), new("translate.googleusercontent.com", CopiedDocument), new("webcache.googleusercontent.com", CopiedDocument),
            new("*.microsofttranslator.com", CopiedDocument), new("*.translatetheweb.com", CopiedDocument), new("cc.bingj.com", CopiedDocument),
            new("*.turbopages.org", CopiedDocument), new("*.yandexwebcache.net", CopiedDocument), new("*.cdn.ampproject.org", CopiedDocument),
            new("web.archive.org", CopiedDocument),
        ]);
}
