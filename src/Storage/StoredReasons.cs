using System.Globalization;
using Picket.Reports.Noise;

namespace Picket.Storage;

/// <summary>Reasons of a verdict as they are stored: <c>extension-scheme:100</c>, so that a weight that changes later does not change what was decided.</summary>
internal static class StoredReasons
{
    /// <summary>All of them with commas between; neither codes nor weights have any.</summary>
    public static string Write(NoiseVerdict verdict) =>
        verdict.Reasons.Count == 0 ? "" : string.Join(',', verdict.Reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Code}:{reason.Weight}")));

    /// <summary>One of them.</summary>
    public static (string Code, int Weight) Read(string stored)
    {
        var colon = stored.LastIndexOf(':');
        return colon > 0 && int.TryParse(stored.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? (stored[..colon], weight) : (stored, 0);
    }
}
