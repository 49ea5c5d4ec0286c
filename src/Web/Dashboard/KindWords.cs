using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Storage.Queries;

namespace Picket.Web.Dashboard;

/// <summary>Kinds of reports in plain words.</summary>
internal static class KindWords
{
    /// <summary>What it is called.</summary>
    public static string Name(ReportKind kind) => kind switch
    {
        ReportKind.Csp => "Content Security Policy",
        ReportKind.CspHash => "Script hash",
        ReportKind.NetworkError => "Network error",
        ReportKind.Deprecation => "Deprecation",
        ReportKind.Intervention => "Intervention",
        ReportKind.Crash => "Crash",
        ReportKind.PermissionsPolicy => "Permissions policy",
        ReportKind.DocumentPolicy => "Document policy",
        ReportKind.Coep => "Embedder policy (COEP)",
        ReportKind.Coop => "Opener policy (COOP)",
        ReportKind.Integrity => "Integrity policy",
        ReportKind.ExpectCt => "Certificate transparency",
        ReportKind.Hpkp => "Key pinning",
        ReportKind.ExpectStaple => "OCSP stapling",
        ReportKind.TlsRpt => "TLS between mail servers",
        _ => "Unknown type",
    };

    /// <summary>What a report of it means.</summary>
    public static string Meaning(ReportKind kind) => kind switch
    {
        ReportKind.Csp => "The page's Content Security Policy forbids something that the page did.",
        ReportKind.CspHash => "A script that the page loaded, and its hash. Nothing is wrong: it is what the policy asked to be told.",
        ReportKind.NetworkError => "A browser's request to the site failed on its way, or is a sample of those that did not.",
        ReportKind.Deprecation => "The page uses something that browsers will remove.",
        ReportKind.Intervention => "The browser refused what the page asked for, for the user's sake.",
        ReportKind.Crash => "The page crashed, ran out of memory or did not respond.",
        ReportKind.PermissionsPolicy => "The page used a feature that its Permissions-Policy forbids.",
        ReportKind.DocumentPolicy => "The page did something that its Document-Policy forbids.",
        ReportKind.Coep => "The page embeds something that does not allow it, which its Cross-Origin-Embedder-Policy demands.",
        ReportKind.Coop => "The page's Cross-Origin-Opener-Policy parts it from a window that it has to do with.",
        ReportKind.Integrity => "The page loads a script or style sheet without integrity metadata, which its Integrity-Policy demands.",
        ReportKind.ExpectCt => "A certificate came without enough proof of Certificate Transparency.",
        ReportKind.Hpkp => "A certificate chain has none of the pinned keys.",
        ReportKind.ExpectStaple => "A certificate came without a good OCSP answer.",
        ReportKind.TlsRpt => "Other mail servers say how the TLS of this domain's mail servers went.",
        _ => "Picket does not know this type of report. It is kept as it came, and alarms nobody.",
    };

    /// <summary>What the facet is called that only this kind has: see <see cref="ReportDetails.Variant"/>.</summary>
    public static string Variants(ReportKind kind) => kind switch
    {
        ReportKind.NetworkError => "Servers",
        ReportKind.TlsRpt => "Receiving servers",
        ReportKind.CspHash => "Hashes",
        ReportKind.Coop => "Other windows",
        ReportKind.Crash => "The page was",
        ReportKind.Hpkp => "Apps",
        ReportKind.ExpectStaple => "OCSP answers",
        _ => Words.Of(Facet.Variant),
    };

    /// <summary>What the reports stand for, where that is more than themselves; null where it is not.</summary>
    public static string? Weighted(IssueSummary issue) => issue.Weight <= issue.Count ? null : issue.Kind switch
    {
        ReportKind.NetworkError => $"about {Words.Number(issue.Weight)} requests, from {Words.Number(issue.Count)} sampled {Plural(issue.Count)}",
        ReportKind.TlsRpt => $"{Words.Number(issue.Weight)} connections, summed up in {Words.Number(issue.Count)} {Plural(issue.Count)}",
        _ => $"about {Words.Number(issue.Weight)} cases, from {Words.Number(issue.Count)} {Plural(issue.Count)}",
    };

    private static string Plural(long count) => count == 1 ? "report" : "reports";
}
