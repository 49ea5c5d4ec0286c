namespace Picket.Reports.Fingerprints;

/// <summary>Folds issues that are one problem over browsers and channels.</summary>
internal static class MergeKeys
{
    /// <summary>The key of <paramref name="report"/>.</summary>
    public static Fingerprint Of(Report report) => report.Fingerprint;
}
