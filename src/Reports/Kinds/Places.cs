using Picket.Reports.Normalization;

namespace Picket.Reports.Kinds;

/// <summary>Where a cause stands: one file over all its builds and all pages that use it, else the host of the page. Frozen: fingerprints depend on it.</summary>
internal static class Places
{
    /// <summary>The place of <paramref name="item"/>; null where it names none.</summary>
    public static string? Of(in WireItem item) => item.SourceFile is { } file ? AssetNames.Fold(file) : item.DocumentHost;
}
