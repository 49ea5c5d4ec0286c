using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>Words the title of a CSP issue as Sentry does, so that searches and habits carry over.</summary>
/// <remarks>The texts for local violations of the -elem and -attr directives look swapped; they are Sentry's, and stay.</remarks>
internal static class CspTitle
{
    /// <summary>The title.</summary>
    public static string Of(string directive, BlockedUri blocked) =>
        directive == "script-src" && blocked.Kind == BlockedUriKind.Inline ? "Blocked unsafe inline 'script'"
        : directive == "script-src" && blocked.Kind == BlockedUriKind.Eval ? "Blocked unsafe eval() 'script'"
        : blocked.Display == BlockedUris.Local ? Local(directive)
        : Foreign(directive, blocked.Display);

    private static string Local(string directive) => directive switch
    {
        "script-src" => "Blocked unsafe (eval() or inline) 'script'",
        "script-src-elem" => "Blocked inline script attribute",
        "script-src-attr" => "Blocked unsafe 'script' element",
        "style-src-elem" => "Blocked 'style' or 'link' element",
        "style-src-attr" => "Blocked style attribute",
        _ => $"Blocked inline '{Noun(directive)}'",
    };

    private static string Foreign(string directive, string uri) => directive switch
    {
        "form-action" => $"Blocked 'form' action to '{uri}'",
        "script-src-attr" => $"Blocked inline script attribute from '{uri}'",
        "style-src-attr" => $"Blocked style attribute from '{uri}'",
        _ => $"Blocked '{Noun(directive)}' from '{uri}'",
    };

    private static string Noun(string directive) => directive switch
    {
        "child-src" => "child",
        "connect-src" => "connect",
        "font-src" => "font",
        "img-src" => "image",
        "manifest-src" => "manifest",
        "media-src" => "media",
        "object-src" => "object",
        "script-src" or "script-src-elem" => "script",
        "style-src" or "style-src-elem" => "style",
        _ => directive,
    };
}
