using Picket.Reports;

namespace Picket.Web.Dashboard;

/// <summary>Says in one sentence what happened, as one would tell a colleague: "Chrome and Firefox blocked a script from cdn.example.net on shop.example since release 42."</summary>
public static class HappeningSentence
{
    private const int NamesShown = 2;

    /// <summary>The sentence.</summary>
    public static string Of(Happening happening)
    {
        var who = List([.. happening.Browsers.Select(Family).Distinct(StringComparer.Ordinal)], "browser") is { Length: > 0 } browsers ? browsers : "Browsers";
        var what = happening.Kind == ReportKind.Csp ? Csp(happening) : Other(happening.Kind);
        var where = List(happening.Hosts, "site") is { Length: > 0 } hosts && happening.Kind != ReportKind.TlsRpt ? $" on {hosts}" : "";
        var since = happening.Since is { } release ? $" since release {release}" : "";
        return $"{(happening.Kind == ReportKind.TlsRpt ? "Mail servers" : who)} {what}{where}{since}.";
    }

    private static string Csp(Happening happening)
    {
        var thing = Thing(happening.Directive ?? "", happening.Blocked ?? "");
        return (happening.Enforced, happening.ReportOnly) switch
        {
            ( > 0, > 0) => $"blocked {thing} and elsewhere only reported it",
            ( > 0, _) => $"blocked {thing}",
            (_, > 0) => $"reported {thing}, which the policy would block",
            _ => $"reported {thing}, which the policy does not allow",
        };
    }

    private static string Thing(string directive, string blocked)
    {
        var word = blocked.TrimEnd(':').Trim('\'');
        return word switch
        {
            "eval" => "text run as code (eval)",
            "wasm-eval" => "WebAssembly that the page compiles",
            "trusted-types-sink" => "text where a trusted type must be",
            "trusted-types-policy" => "a Trusted Types policy that is not named",
            "inline" or "self" when directive == "script-src-attr" => "an event handler in the markup",
            "inline" or "self" when directive == "style-src-attr" => "a style attribute",
            "inline" or "self" when directive.StartsWith("style-src", StringComparison.Ordinal) => "an inline style",
            "inline" or "self" => "an inline script",
            "" => Noun(directive),
            "data" or "blob" or "filesystem" => $"{Noun(directive)} from a {word}: address",
            _ => directive switch
            {
                "connect-src" => $"a connection to {word}",
                "form-action" => $"a form sent to {word}",
                "navigate-to" => $"a way to {word}",
                "base-uri" => $"a base address on {word}",
                "frame-ancestors" => $"the page inside a frame of {word}",
                _ => $"{Noun(directive)} from {word}",
            },
        };
    }

    private static string Noun(string directive) => directive switch
    {
        "script-src" or "script-src-elem" or "script-src-attr" => "a script",
        "style-src" or "style-src-elem" or "style-src-attr" => "a style sheet",
        "img-src" => "an image",
        "font-src" => "a font",
        "connect-src" => "a connection",
        "media-src" => "audio or video",
        "object-src" => "a plug-in's content",
        "frame-src" or "child-src" or "fenced-frame-src" => "a frame",
        "worker-src" => "a worker",
        "manifest-src" => "a manifest",
        "form-action" => "a form",
        "base-uri" => "a base address",
        "frame-ancestors" => "the page inside a frame",
        _ => "something",
    };

    private static string Other(ReportKind kind) => kind switch
    {
        ReportKind.CspHash => "told the hash of a script",
        ReportKind.NetworkError => "could not get through",
        ReportKind.Deprecation => "saw something used that will be removed",
        ReportKind.Intervention => "stepped in and refused something",
        ReportKind.Crash => "crashed, or hung",
        ReportKind.PermissionsPolicy => "refused a feature that the Permissions-Policy forbids",
        ReportKind.DocumentPolicy => "met something that the Document-Policy forbids",
        ReportKind.Coep => "met something embedded that the Embedder-Policy forbids",
        ReportKind.Coop => "parted windows because of the Opener-Policy",
        ReportKind.Integrity => "met a file without integrity metadata",
        ReportKind.ExpectCt => "met a certificate without enough proof of transparency",
        ReportKind.Hpkp => "met a certificate with none of the pinned keys",
        ReportKind.ExpectStaple => "met a certificate without a good OCSP answer",
        ReportKind.TlsRpt => "told how TLS went",
        _ => "sent a report of a type that Picket does not know",
    };

    /// <summary>A browser's name without its version.</summary>
    private static string Family(string browser) => browser.TrimEnd([.. "0123456789."]).TrimEnd();

    /// <summary>Two names, then how many more.</summary>
    private static string List(IReadOnlyList<string> names, string noun) => names switch
    {
        [] => "",
        [var only] => only,
        [var first, var second] => $"{first} and {second}",
        _ => $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more {noun}{(names.Count - NamesShown == 1 ? "" : "s")}",
    };
}
