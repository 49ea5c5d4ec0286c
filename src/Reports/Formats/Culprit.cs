using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>The violated directive with the document's own origin folded back to 'self': some browsers spell it out.</summary>
internal static class Culprit
{
    private static readonly string[] _sourceSchemes = ["data:", "mediastream:", "blob:", "filesystem:", "http:", "https:", "file:"];

    /// <summary>The culprit; null where there is no violated directive.</summary>
    public static string? Of(string violatedDirective, string? documentUri)
    {
        var words = violatedDirective.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return null;
        }

        var own = documentUri is null ? null : BlockedUris.Display(documentUri);
        var scheme = documentUri is null ? default : UriParts.Parse(documentUri).Scheme;
        var prefix = scheme.IsEmpty || scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
            ? ""
            : string.Concat(scheme, "://");
        for (var i = 1; i < words.Length; i++)
        {
            words[i] = Fold(words[i], own, prefix);
        }

        return string.Join(' ', words);
    }

    private static string Fold(string word, string? own, string prefix) =>
        word.StartsWith('\'') ? word
        : Array.Exists(_sourceSchemes, scheme => word.StartsWith(scheme, StringComparison.Ordinal)) ? (BlockedUris.Display(word) == own ? BlockedUris.Local : word)
        : word == own ? BlockedUris.Local
        : prefix + word;
}
