namespace Picket.Reports;

/// <summary>What a report is about. The numbers are stored; never reuse one. <see cref="ReportKinds"/> names them.</summary>
public enum ReportKind : short
{
    /// <summary>A Reporting API type Picket does not know: kept and shown, never alarmed about.</summary>
    Other = 0,

    /// <summary>A Content Security Policy violation, in either form.</summary>
    Csp = 1,

    /// <summary>The hash of a script that a page loaded, because its policy says <c>report-sha256</c>: inventory, no violation.</summary>
    CspHash = 2,

    /// <summary>A request that failed in the network, or a sample of one that did not (NEL).</summary>
    NetworkError = 3,

    /// <summary>A page uses what browsers will remove.</summary>
    Deprecation = 4,

    /// <summary>The browser refused what a page asked for.</summary>
    Intervention = 5,

    /// <summary>A page crashed, ran out of memory or hung.</summary>
    Crash = 6,

    /// <summary>A page used a feature that its Permissions-Policy (before: Feature-Policy) forbids.</summary>
    PermissionsPolicy = 7,

    /// <summary>A page did what its Document-Policy forbids.</summary>
    DocumentPolicy = 8,

    /// <summary>A resource without CORP in a page with Cross-Origin-Embedder-Policy.</summary>
    Coep = 9,

    /// <summary>A window that Cross-Origin-Opener-Policy parts from its opener.</summary>
    Coop = 10,

    /// <summary>A script or style sheet without integrity metadata in a page with Integrity-Policy.</summary>
    Integrity = 11,

    /// <summary>A certificate without enough Certificate Transparency.</summary>
    ExpectCt = 12,

    /// <summary>A certificate chain without a pinned key: browsers until 2018, apps until today.</summary>
    Hpkp = 13,

    /// <summary>A certificate without a good OCSP response.</summary>
    ExpectStaple = 14,

    /// <summary>How mail servers fared with the TLS of a domain's mail servers.</summary>
    TlsRpt = 15,
}
