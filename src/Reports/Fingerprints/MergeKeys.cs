using System.Globalization;
using Picket.Reports.Normalization;

namespace Picket.Reports.Fingerprints;

/// <summary>Folds issues that are one problem over browsers and channels: a key of what all of them say, in the words of none.</summary>
/// <remarks>
/// The disposition and the page are no part of it. Safari's default-src is folded only where what was blocked tells its type; where it does not, nobody
/// can know, and the issue stays by itself.
/// </remarks>
internal static class MergeKeys
{
    private const string Self = "'self'";

    /// <summary>The key of <paramref name="report"/>; for kinds that all browsers write alike, its fingerprint.</summary>
    public static Fingerprint Of(Report report)
    {
        if (report.Csp is not { } csp)
        {
            return report.Fingerprint;
        }

        var directive = Base(csp.EffectiveDirective, csp.BlockedUri);
        var isCode = CspCode.IsBlocked(csp.BlockedUri.Kind, directive);
        var text = new Md5Text(stackalloc byte[512]);
        text.Append("merge\n");
        text.Append(directive);
        text.Append("\n");
        text.Append(Blocked(csp.BlockedUri, report, isCode));
        text.Append("\n");
        text.Append(isCode && report.Grouping == Grouping.Picket ? CspCode.Of(csp.Sample, report.SourceFile, report.DocumentUri) : null);
        return text.Finish();
    }

    private static string Base(string directive, in BlockedUri blocked) => directive switch
    {
        "script-src-elem" or "script-src-attr" => "script-src",
        "style-src-elem" or "style-src-attr" => "style-src",
        "default-src" => OfType(blocked) ?? directive,
        _ => directive,
    };

    /// <summary>The directive that would have been named, had the policy not fallen back to default-src.</summary>
    private static string? OfType(in BlockedUri blocked) => blocked.Kind switch
    {
        BlockedUriKind.Eval or BlockedUriKind.WasmEval => "script-src",
        BlockedUriKind.Data => OfMediaType(blocked.Text),
        BlockedUriKind.Url => blocked.Text.StartsWith("ws", StringComparison.OrdinalIgnoreCase) && blocked.Text.Contains("://", StringComparison.Ordinal)
            && !blocked.Text.StartsWith("www", StringComparison.OrdinalIgnoreCase) ? "connect-src" : OfExtension(blocked.Text),
        _ => null,
    };

    private static string? OfMediaType(string uri) =>
        uri.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) ? "img-src"
        : uri.StartsWith("data:font/", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("data:application/font", StringComparison.OrdinalIgnoreCase) ? "font-src"
        : uri.StartsWith("data:audio/", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("data:video/", StringComparison.OrdinalIgnoreCase) ? "media-src"
        : uri.StartsWith("data:text/css", StringComparison.OrdinalIgnoreCase) ? "style-src"
        : null;

    private static string? OfExtension(string uri)
    {
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? uri.AsSpan() : uri.AsSpan(0, query);
        var dot = path.LastIndexOf('.');
        if (dot < 0 || path[dot..].Contains('/') || path.Count('/') < 3)
        {
            return null;
        }

        Span<char> extension = stackalloc char[8];
        var length = path[(dot + 1)..].Length <= extension.Length ? path[(dot + 1)..].ToLowerInvariant(extension) : 0;
        return extension[..length] switch
        {
            "js" or "mjs" => "script-src",
            "css" => "style-src",
            "png" or "jpg" or "jpeg" or "gif" or "webp" or "avif" or "svg" or "ico" => "img-src",
            "woff" or "woff2" or "ttf" or "otf" or "eot" => "font-src",
            "mp4" or "webm" or "mp3" or "ogg" => "media-src",
            _ => null,
        };
    }

    private static string Blocked(in BlockedUri blocked, Report report, bool isCode) => blocked.Kind switch
    {
        BlockedUriKind.Missing or BlockedUriKind.Local => isCode ? "inline:" : Self,
        BlockedUriKind.Url => blocked.Host == report.DocumentHost && PortOf(blocked) == DocumentPort(report) ? Self : $"{blocked.Host}{PortOf(blocked)}",

        // The rest of an extension's URL is its number, another one in each Firefox; Chrome leaves it out.
        BlockedUriKind.Extension or BlockedUriKind.Blob or BlockedUriKind.Data or BlockedUriKind.FileSystem => SchemeOf(blocked.Text),
        _ => blocked.Display,
    };

    private static string SchemeOf(string uri)
    {
        var end = uri.IndexOf(':', StringComparison.Ordinal);
        return (end < 0 ? uri : uri[..end]).ToLowerInvariant();
    }

    private static string? PortOf(in BlockedUri blocked) =>
        blocked.Port is not { } port || port == UriParts.DefaultPort(UriParts.Parse(blocked.Text).Scheme) ? null : string.Create(CultureInfo.InvariantCulture, $":{port}");

    private static string? DocumentPort(Report report)
    {
        var parts = UriParts.Parse(report.DocumentUri);
        return parts.Port is not { } port || port == UriParts.DefaultPort(parts.Scheme) ? null : string.Create(CultureInfo.InvariantCulture, $":{port}");
    }
}
