namespace Picket.Reports.Policies;

/// <summary>The ways to let happen what a policy stopped, from the safest: what each costs decides the order (CSP3 §8.2 and §8.4 on nonces, hashes and hosts).</summary>
public static class PolicyRemedies
{
    private const string Hash = "'sha256-…'";
    private const string Nonce = "'nonce-…'";

    /// <summary>Lists them. Empty for a directive that Picket has no advice about.</summary>
    /// <param name="policy">The policy; an empty one where it is not known.</param>
    /// <param name="effectiveDirective">The directive that was violated, lower case.</param>
    /// <param name="blocked">What was blocked, as reports say: a URL, an origin, a host, or a keyword such as <c>inline</c> or <c>eval</c>.</param>
    /// <param name="documentHost">Host of the page; null where it is not known.</param>
    public static IReadOnlyList<PolicyRemedy> Of(ContentSecurityPolicy policy, string effectiveDirective, string? blocked, string? documentHost = null)
    {
        var change = new RemedyText(policy, effectiveDirective);
        var word = blocked?.TrimEnd(':').Trim('\'') ?? "";
        return word switch
        {
            "trusted-types-sink" => Sink(change),
            "trusted-types-policy" => TypesPolicy(change),
            "eval" => Eval(change),
            "wasm-eval" => Wasm(change),
            "inline" or "self" or "" when IsCode(effectiveDirective) => Inline(change, effectiveDirective),
            "data" or "blob" or "filesystem" or "mediastream" => Local(change, effectiveDirective, word),
            _ when RemedyTarget.Of(word) is { } target && DirectiveFallback.Of(effectiveDirective) is not null => Fetched(change, effectiveDirective, target, documentHost),
            _ when RemedyTarget.Of(word) is { } target && effectiveDirective == "frame-ancestors" =>
                [change.With(target.Origin, "Let this site embed the page", RemedyRisk.Medium, "Whoever controls that site can lay the page under its own and have it clicked. Only for sites that are yours or that you trust as much.")],
            _ => [],
        };
    }

    private static bool IsCode(string directive) => directive.StartsWith("script-src", StringComparison.Ordinal) || directive.StartsWith("style-src", StringComparison.Ordinal) || directive == "default-src";

    private static IReadOnlyList<PolicyRemedy> Inline(RemedyText change, string directive) => directive switch
    {
        "script-src-attr" =>
        [
            RemedyText.Page("Add the handler with addEventListener", "Take onclick and the like out of the markup and add the handler in a script file. Nothing of the policy changes."),
            change.With($"'unsafe-hashes' {Hash}", "Allow this handler by its hash", RemedyRisk.Medium, "Only handlers with exactly this code run, but on any element: an attacker may put it where it was not meant to be."),
            change.In("script-src-attr").With("'unsafe-inline'", "Allow all inline handlers", RemedyRisk.High, "Whoever gets markup into the page runs code with it. Script elements stay protected only if script-src-elem or script-src does not allow it as well."),
        ],
        "style-src-attr" =>
        [
            RemedyText.Page("Use a class, or set the style from a script", "A class in a style sheet, or element.style in a script, is not inline for the policy."),
            change.With($"'unsafe-hashes' {Hash}", "Allow this style by its hash", RemedyRisk.Low, "Only style attributes with exactly this text apply."),
            change.In("style-src-attr").With("'unsafe-inline'", "Allow all style attributes", RemedyRisk.Medium, "Injected markup may be styled: things can be hidden or laid over others. It cannot load anything by itself, and style elements stay protected."),
        ],
        "style-src" or "style-src-elem" =>
        [
            RemedyText.Page("Move the style into a file", "A style sheet of the site's own origin needs no exception."),
            change.With(Hash, "Allow this style by its hash", RemedyRisk.Low, "Only a style element with exactly this text applies. The browser's console prints the hash; it changes with each letter of the text."),
            change.With(Nonce, "Mark the element with a nonce", RemedyRisk.Low, "A new random value in each answer, in the header and on the element. Needs pages that are rendered for each request."),
            change.With("'unsafe-inline'", "Allow all inline styles", RemedyRisk.Medium, "Injected styles can hide and overlay parts of the page, and read what attributes hold by loading images for it."),
        ],
        _ =>
        [
            RemedyText.Page("Move the code into a file", "A script of the site's own origin needs no exception."),
            change.With(Hash, "Allow this script by its hash", RemedyRisk.Low, "Only a script with exactly this text runs. The browser's console prints the hash; it changes with each letter of the text."),
            change.With(Nonce, "Mark the element with a nonce", RemedyRisk.Low, "A new random value in each answer, in the header and on the element. Needs pages that are rendered for each request."),
            change.With("'unsafe-inline'", "Allow all inline scripts", RemedyRisk.High, "Any script that gets into the page runs: against cross-site scripting the policy does nothing any more. Browsers ignore it beside a nonce or a hash."),
        ],
    };

    private static IReadOnlyList<PolicyRemedy> Eval(RemedyText change) =>
    [
        RemedyText.Page("Do without eval", "Mostly a template engine or an old library: precompile templates, use JSON.parse, give functions to setTimeout. Many libraries have a build without eval."),
        change.With("'trusted-types-eval'", "Allow eval of trusted types", RemedyRisk.Medium, "Text runs as code only where a Trusted Types policy made it, with require-trusted-types-for 'script'. Browsers that do not know it block as before."),
        change.With("'unsafe-eval'", "Allow eval", RemedyRisk.High, "Text that an attacker gets into eval, new Function or a timer runs as code."),
    ];

    private static IReadOnlyList<PolicyRemedy> Wasm(RemedyText change) =>
    [
        change.With("'wasm-unsafe-eval'", "Allow WebAssembly", RemedyRisk.Low, "WebAssembly may be compiled; JavaScript's eval stays blocked."),
        change.With("'unsafe-eval'", "Allow eval of every kind", RemedyRisk.High, "More than is asked for: text runs as JavaScript, too. Only for browsers that do not know 'wasm-unsafe-eval'."),
    ];

    private static IReadOnlyList<PolicyRemedy> Sink(RemedyText change) =>
    [
        RemedyText.Page("Set text, not markup", "textContent or createElement in place of innerHTML needs no exception."),
        RemedyText.Page("Make the value with a Trusted Types policy", "A policy that cleans markup (a sanitizer) in one place, and everything else goes through it."),
        change.Without("Switch the check off", "Every sink of the page takes text again, and with it whatever an attacker gets there."),
    ];

    private static IReadOnlyList<PolicyRemedy> TypesPolicy(RemedyText change) =>
    [
        RemedyText.Page("Use a policy that is named already", "One sanitizer for the whole page is easier to check than several."),
        change.With("name-of-the-policy", "Name the policy", RemedyRisk.Low, "Read what it lets pass before it is named: its code decides what becomes markup or script."),
        change.With("*", "Allow policies of every name", RemedyRisk.Medium, "Any script may make a policy that lets everything pass."),
    ];

    private static IReadOnlyList<PolicyRemedy> Local(RemedyText change, string directive, string scheme)
    {
        var runs = directive.StartsWith("script-src", StringComparison.Ordinal) || directive is "object-src" or "worker-src" or "default-src" or "base-uri";
        var isFrame = directive is "frame-src" or "child-src";
        var why = runs ? "Whoever can write into the page can make such an address: it is as good as 'unsafe-inline'."
            : isFrame ? "Injected markup may bring a whole page of its own. It has no rights on the site, but it looks like a part of it."
            : "Anyone who can write into the page can bring content of this kind along; it cannot run.";
        return
        [
            RemedyText.Page("Serve it as a file", $"A file of the site's own origin in place of a {scheme}: address needs no exception."),
            change.With($"{scheme}:", $"Allow {scheme}: addresses", runs && scheme == "blob" ? RemedyRisk.Medium : runs ? RemedyRisk.High : isFrame ? RemedyRisk.Medium : RemedyRisk.Low, runs && scheme == "blob"
                ? "Scripts that run already may make more of them; markup alone cannot. Common for workers."
                : why),
        ];
    }

    private static List<PolicyRemedy> Fetched(RemedyText change, string directive, RemedyTarget target, string? documentHost)
    {
        var isScript = directive.StartsWith("script-src", StringComparison.Ordinal) || directive is "default-src" or "worker-src";
        List<PolicyRemedy> ways = [];
        if (target.Host == documentHost && target.IsWeb)
        {
            ways.Add(change.With("'self'", "Allow the site itself", RemedyRisk.Low, "Everything of the page's own origin. Mind places there where users upload files."));
        }
        else if (directive is not ("form-action" or "base-uri" or "frame-src" or "connect-src"))
        {
            ways.Add(RemedyText.Page("Serve a copy from your own site", "What lies on your own origin changes only when you change it, and needs no exception."));
        }

        if (isScript && directive != "script-src-attr")
        {
            ways.Add(change.With(Hash, "Allow this very file by its hash", RemedyRisk.Low, "With integrity= on the element. Only this content runs, wherever it comes from; a new version needs a new hash. Not in all browsers."));
            ways.Add(change.With(Nonce, "Mark the element with a nonce", RemedyRisk.Low, "A new random value in each answer. With 'strict-dynamic' beside it, what the script loads itself is allowed, too."));
        }

        if (target.Path is not null)
        {
            ways.Add(change.With(target.Origin + target.Path, "Allow this address", RemedyRisk.Low, "Only this path. Redirects are checked by the host alone."));
        }

        ways.Add(change.With(target.Origin, "Allow the host", RemedyRisk.Medium, isScript
            ? "Every script on that host may run. Hosts of many customers (CDNs, JSONP) bring scripts that get around the policy."
            : "Everything of this kind on that host."));
        if (target.Parent is { } parent)
        {
            ways.Add(change.With($"{target.Scheme}://*.{parent}", "Allow all of its sub-domains", isScript ? RemedyRisk.High : RemedyRisk.Medium, "Also those that belong to somebody else, or will one day."));
        }

        ways.Add(change.With($"{target.Scheme}:", $"Allow everything over {target.Scheme}", isScript || directive is "base-uri" or "form-action" ? RemedyRisk.High : RemedyRisk.Medium, isScript
            ? "Any script of any site: against cross-site scripting the policy does nothing any more."
            : directive is "connect-src" or "form-action" ? "Data may go to any site." : "From any site there is."));
        return ways;
    }
}
