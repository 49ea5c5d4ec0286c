using System.Buffers;

namespace Picket.Reports.Normalization;

/// <summary>Names of directives: an open list, so that a browser's newest directive is never lost.</summary>
internal static class Directives
{
    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The first word of an effective or violated directive in lower case, at most <see cref="ReportLimits.MaxNameLength"/> long; null where it is no name.</summary>
    public static string? Name(ReadOnlySpan<char> directive)
    {
        directive = directive.TrimStart();
        var end = directive.IndexOfAnyExcept(_nameCharacters);
        if (end == 0 || directive.IsEmpty || (end > 0 && !char.IsWhiteSpace(directive[end]) && directive[end] != ';'))
        {
            return null;
        }

        Span<char> lower = stackalloc char[ReportLimits.MaxNameLength];
        var name = end < 0 ? directive : directive[..end];
        name = name[..Math.Min(name.Length, lower.Length)];
        name.ToLowerInvariant(lower);
        return Known(lower[..name.Length]) ?? lower[..name.Length].ToString();
    }

    /// <summary>The one instance of a usual name; null for others.</summary>
    private static string? Known(ReadOnlySpan<char> name) => name switch
    {
        "base-uri" => "base-uri",
        "child-src" => "child-src",
        "connect-src" => "connect-src",
        "default-src" => "default-src",
        "fenced-frame-src" => "fenced-frame-src",
        "font-src" => "font-src",
        "form-action" => "form-action",
        "frame-ancestors" => "frame-ancestors",
        "frame-src" => "frame-src",
        "img-src" => "img-src",
        "manifest-src" => "manifest-src",
        "media-src" => "media-src",
        "object-src" => "object-src",
        "require-trusted-types-for" => "require-trusted-types-for",
        "script-src" => "script-src",
        "script-src-attr" => "script-src-attr",
        "script-src-elem" => "script-src-elem",
        "style-src" => "style-src",
        "style-src-attr" => "style-src-attr",
        "style-src-elem" => "style-src-elem",
        "trusted-types" => "trusted-types",
        "worker-src" => "worker-src",
        _ => null,
    };
}
