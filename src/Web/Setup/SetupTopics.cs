using Picket.Ingestion;
using Picket.Web.Dashboard;

namespace Picket.Web.Setup;

/// <summary>The headers that make browsers send a project's reports. Pure: the same project and key make the same text.</summary>
public static class SetupTopics
{
    /// <summary>What to begin with.</summary>
    public const string First = "report-only";

    private const string Policy = "default-src 'self'; object-src 'none'; base-uri 'self'";
    private const string Group = "picket";
    private const int Month = 2_592_000;

    /// <summary>All of them, what to begin with first.</summary>
    public static IReadOnlyList<SetupTopic> Of(ReportUris uris, ProjectId project, ProjectKey key)
    {
        var report = uris.ReportUri(project, key);
        var nel = uris.NelUri(project, key);
        // Firefox and Safari read report-uri; browsers that read report-to ignore it. The Reporting API is for HTTPS only.
        var to = uris.IsSecure ? $"; report-to {Group}" : "";
        SetupHeader[] endpoints = uris.IsSecure ? [new("Reporting-Endpoints", $"{Group}=\"{report}\", default=\"{report}\"")] : [];
        var plain = uris.IsSecure ? null : "This installation's public address is not HTTPS. Browsers send these reports to HTTPS addresses only.";
        return
        [
            new(
                First, "Watch (report-only)", "Browsers block nothing and report whatever the policy would block. Begin here.",
                [new("Content-Security-Policy-Report-Only", $"{Policy}; report-uri {report}&disposition=report{to}"), .. endpoints]),
            new(
                "enforce", "Enforce", "Browsers block what the policy does not allow, and report it.",
                [new("Content-Security-Policy", $"{Policy}; report-uri {report}&disposition=enforce{to}"), .. endpoints],
                "Watch first, or parts of your site may stop working. Both headers may be sent at once: an enforced policy, and a stricter one that is watched."),
            new(
                "reporting", "Deprecations, crashes and more", "The endpoint called default gets deprecations, interventions and crashes; picket is what other headers name in report-to.",
                [new("Reporting-Endpoints", $"{Group}=\"{report}\", default=\"{report}\"")], plain),
            new(
                "nel", "Network errors (NEL)", "Browsers that had an answer once report when the site cannot be reached: DNS, connections, certificates, 5xx.",
                [
                    new("Report-To", $$"""{"group":"nel","max_age":{{Month}},"endpoints":[{"url":"{{nel}}"}]}"""),
                    new("NEL", $$"""{"report_to":"nel","max_age":{{Month}},"success_fraction":0,"failure_fraction":1}"""),
                ],
                plain ?? "NEL knows Report-To only, not Reporting-Endpoints. Where you can, let Picket have a host of its own: reports about a site that is down cannot go to that site."),
            new(
                "expect-ct", "Expect-CT (old browsers)", "Certificates without enough proof of Certificate Transparency. Chrome before 107 knows it; newer browsers demand that proof by themselves.",
                [new("Expect-CT", $"max-age=86400, report-uri=\"{report}\"")], plain),
            new(
                "hpkp", "Key pinning (HPKP, old browsers)", "Certificates with none of the pinned keys. Chrome before 72 and Firefox before 72 know it, and a few apps.",
                [new("Public-Key-Pins-Report-Only", $"pin-sha256=\"<hash of a key>\"; pin-sha256=\"<hash of a spare key>\"; max-age=86400; report-uri=\"{report}\"")],
                "Put hashes of your own keys in. Never enforce pins: whoever loses a key locks visitors out."),
        ];
    }
}
