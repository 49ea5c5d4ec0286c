namespace Picket.Reports;

/// <summary>The words for kinds: one for each, in metrics, API, filters and fingerprints. Sentry's where it has one. Words are stored; never change one.</summary>
public static class ReportKinds
{
    private static readonly string[] _names =
    [
        "other", "csp", "csp_hash", "nel", "deprecation", "intervention", "crash", "permissions_policy", "document_policy", "coep", "coop", "integrity",
        "expectct", "hpkp", "expectstaple", "tls_rpt",
    ];

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<ReportKind> All { get; } = Enum.GetValues<ReportKind>();

    /// <summary>The word for <paramref name="kind"/>; one that only a newer version knows is <c>other</c>.</summary>
    public static string Name(ReportKind kind) => (int)kind >= 0 && (int)kind < _names.Length ? _names[(int)kind] : _names[0];

    /// <summary>The kind that <paramref name="name"/> is the word for; null for none.</summary>
    public static ReportKind? Parse(string? name) => Array.IndexOf(_names, name) is >= 0 and var kind ? (ReportKind)kind : null;
}
