using static Picket.Reports.Noise.NoiseReasons;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Parts of samples and addresses by which known code is recognized, whatever host it uses.</summary>
internal static class Texts
{
    /// <summary>In the sample of blocked code: NelmioSecurityBundle, CSP-useful, report-uri-bugs 81.</summary>
    public static readonly TextTable Samples = new(
        [
            new("lastpass_it", ExtensionSample), // LastPass
            new("AG_onLoad", ExtensionSample), // AdGuard
            new("const V8_STACK_", ExtensionSample), // Privacy Badger
            new("_gaUserPrefs", ExtensionSample), // Google Analytics opt-out
            new("installGlobalHook", ExtensionSample), // React's developer tools
            new("window.devToolsOptions", ExtensionSample), // Redux' developer tools
            new("FuckAdBlo", ExtensionSample), new("BlockAdBlo", ExtensionSample), new("abNoOp", ExtensionSample), // advertisement blockers
            new("_PostRPC()", ExtensionSample), new(".Wondersh", ExtensionSample), new("videodownload2", ExtensionSample), // downloaders
            new("var event_id", ExtensionSampleWeak), new("jq_relocation", ExtensionSampleWeak),
            new("klTabId_kis", SecuritySample), // Kaspersky
        ]);

    /// <summary>In a blocked address.</summary>
    public static readonly TextTable Addresses = new(
        [
            new("/optout/get?jsonp=", AdwarePath), // Monetizus, CSP-useful
            new("/netdefender/hui/ndhui.js", SecurityPath), // BitDefender, on the site's own host
            new("//1.1.1.1/bmi/", LocalAddress), // providers that compress pictures on the way, CSP-useful
        ]);
}
