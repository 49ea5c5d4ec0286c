using Picket.Reports.Policies;

namespace Picket.Reports.Headers;

/// <summary>Places where a policy protects less than it looks.</summary>
internal static class StrengthFindings
{
    /// <summary>Adds them.</summary>
    public static void Add(HeaderField field, ContentSecurityPolicy policy, List<Finding> findings)
    {
        void Weak(string code, string text, string next) => findings.Add(new(code, FindingLevel.Weak, field.Name, text, next));
        if (policy.IsCut)
        {
            return;
        }

        if (policy.Governing("script-src-elem") is not { } scripts)
        {
            // Policies that only say who may frame a page, or where its reports go, are right as they are where another one is about scripts.
            if (policy.Directives.Any(directive => directive.Name.EndsWith("-src", StringComparison.Ordinal)) || policy.Directives.All(directive => directive.Name.StartsWith("report-", StringComparison.Ordinal)))
            {
                Weak("no-script-src", "The policy has neither script-src nor default-src, so any script may run.", "Add script-src 'self', or better a nonce.");
            }

            return;
        }

        var isStrict = scripts.Sources.Any(source => source.Kind is SourceKind.Nonce or SourceKind.Hash);
        var isDynamic = scripts.Sources.Any(source => source.Kind == SourceKind.StrictDynamic);
        foreach (var source in scripts.Sources)
        {
            var isIgnored = isDynamic && source.Kind is SourceKind.Any or SourceKind.Scheme or SourceKind.Host or SourceKind.Self;
            switch (source.Kind)
            {
                case SourceKind.UnsafeInline when !isStrict && !isDynamic:
                    Weak("unsafe-inline", $"'unsafe-inline' in {scripts.Name} lets injected scripts run: against cross-site scripting the policy does nothing.", "Give your own scripts a nonce or a hash, and take 'unsafe-inline' out.");
                    break;
                case SourceKind.UnsafeEval:
                    Weak("unsafe-eval", $"'unsafe-eval' in {scripts.Name} lets text run as code.", "Find what needs eval (report-only without it shows where), then take it out.");
                    break;
                case SourceKind.Any when !isIgnored:
                    Weak("any-host", $"{scripts.Name} allows scripts from every host.", "Name the hosts that you load scripts from; the inventory lists them.");
                    break;
                case SourceKind.Scheme when !isIgnored && source.Scheme is "https" or "http":
                    Weak("any-host", $"{source.Text} in {scripts.Name} allows scripts from every host.", "Name the hosts that you load scripts from; the inventory lists them.");
                    break;
                case SourceKind.Scheme when !isIgnored && source.Scheme is "data" or "blob" or "filesystem":
                    Weak("data-scripts", $"{source.Text} in {scripts.Name} lets injected text run as a script.", $"Take {source.Text} out.");
                    break;
                case SourceKind.Nonce when source.Text.Length < 8 + 16:
                    Weak("short-nonce", "The nonce is shorter than 16 characters, so it can be guessed.", "Make a new nonce of 128 random bits for each answer.");
                    break;
                default:
                    break;
            }
        }

        if (isDynamic && !isStrict)
        {
            Weak("dynamic-alone", $"'strict-dynamic' in {scripts.Name} without a nonce or a hash allows no script at all.", "Add a nonce, and put it on your script elements.");
        }

        if (policy.Governing("object-src") is not { } objects || objects.Sources.Any(source => source.Kind is SourceKind.Any || source is { Kind: SourceKind.Scheme, Scheme: "https" or "http" }))
        {
            Weak("object-src", "Plug-ins and embedded objects are allowed from anywhere.", "Add object-src 'none'.");
        }

        if (policy.Find("base-uri") is null && (isStrict || isDynamic))
        {
            Weak("base-uri", "Without base-uri an injected <base> sends scripts with a nonce to another host.", "Add base-uri 'none', or 'self'.");
        }
        else if (policy.Find("base-uri") is null)
        {
            findings.Add(new("base-uri-advice", FindingLevel.Advice, field.Name, "base-uri is not set; default-src does not stand in for it.", "Add base-uri 'none', or 'self'."));
        }

        if (policy.Find("form-action") is null)
        {
            findings.Add(new("form-action", FindingLevel.Advice, field.Name, "form-action is not set: injected forms may send what people type anywhere.", "Add form-action 'self'."));
        }

        if (policy.Find("frame-ancestors") is null && !field.IsMeta)
        {
            findings.Add(new("frame-ancestors", FindingLevel.Advice, field.Name, "frame-ancestors is not set: any site may frame the page.", "Add frame-ancestors 'self', or 'none'."));
        }
    }
}
