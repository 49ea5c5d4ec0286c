namespace Picket.Reports.Policies;

/// <summary>Which directives a policy is asked for, in order (CSP3 §6.8.3).</summary>
public static class DirectiveFallback
{
    private static readonly string[] _eval = ["script-src", "default-src"];
    private static readonly string[] _scriptElement = ["script-src-elem", "script-src", "default-src"];
    private static readonly string[] _scriptAttribute = ["script-src-attr", "script-src", "default-src"];
    private static readonly string[] _style = ["style-src", "default-src"];
    private static readonly string[] _styleElement = ["style-src-elem", "style-src", "default-src"];
    private static readonly string[] _styleAttribute = ["style-src-attr", "style-src", "default-src"];
    private static readonly string[] _worker = ["worker-src", "child-src", "script-src", "default-src"];
    private static readonly string[] _frame = ["frame-src", "child-src", "default-src"];
    private static readonly string[] _fencedFrame = ["fenced-frame-src", "frame-src", "child-src", "default-src"];
    private static readonly string[] _child = ["child-src", "default-src"];
    private static readonly string[] _connect = ["connect-src", "default-src"];
    private static readonly string[] _font = ["font-src", "default-src"];
    private static readonly string[] _image = ["img-src", "default-src"];
    private static readonly string[] _manifest = ["manifest-src", "default-src"];
    private static readonly string[] _media = ["media-src", "default-src"];
    private static readonly string[] _object = ["object-src", "default-src"];
    private static readonly string[] _prefetch = ["prefetch-src", "default-src"];
    private static readonly string[] _default = ["default-src"];
    private static readonly string[] _baseUri = ["base-uri"];
    private static readonly string[] _formAction = ["form-action"];
    private static readonly string[] _navigateTo = ["navigate-to"];

    /// <summary>The directive itself and what stands in for it, most special first; null for a directive that is no list of sources or is not known.</summary>
    public static IReadOnlyList<string>? Of(string directive) => Chain(directive);

    internal static string[]? Chain(string directive) => directive switch
    {
        "script-src" => _eval,
        "script-src-elem" => _scriptElement,
        "script-src-attr" => _scriptAttribute,
        "style-src" => _style,
        "style-src-elem" => _styleElement,
        "style-src-attr" => _styleAttribute,
        "worker-src" => _worker,
        "frame-src" => _frame,
        "fenced-frame-src" => _fencedFrame,
        "child-src" => _child,
        "connect-src" => _connect,
        "font-src" => _font,
        "img-src" => _image,
        "manifest-src" => _manifest,
        "media-src" => _media,
        "object-src" => _object,
        "prefetch-src" => _prefetch,
        "default-src" => _default,
        "base-uri" => _baseUri,
        "form-action" => _formAction,
        "navigate-to" => _navigateTo,
        _ => null,
    };
}
