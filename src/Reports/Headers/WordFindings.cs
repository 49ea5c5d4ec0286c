using Picket.Reports.Policies;

namespace Picket.Reports.Headers;

/// <summary>Words of a policy that browsers do not understand, or do not need.</summary>
internal static class WordFindings
{
    private static readonly string[] Known =
    [
        "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "media-src", "object-src",
        "frame-src", "child-src", "worker-src", "manifest-src", "prefetch-src", "fenced-frame-src", "base-uri", "form-action", "frame-ancestors", "navigate-to", "sandbox", "report-uri",
        "report-to", "require-trusted-types-for", "trusted-types", "upgrade-insecure-requests", "webrtc",
    ];

    private static readonly string[] Retired = ["block-all-mixed-content", "plugin-types", "reflected-xss", "referrer", "require-sri-for"];

    private static readonly string[] Keywords =
    [
        "self", "none", "unsafe-inline", "unsafe-eval", "strict-dynamic", "unsafe-hashes", "report-sample", "wasm-unsafe-eval",
    ];

    /// <summary>Adds them.</summary>
    public static void Add(HeaderField field, ContentSecurityPolicy policy, List<Finding> findings)
    {
        if (policy.IsCut)
        {
            findings.Add(new("policy-too-long", FindingLevel.Advice, field.Name, "The policy is longer than is read here; what follows is of its first part.", "Name fewer sources, for example with nonces and 'strict-dynamic'."));
        }

        foreach (var name in Duplicates(field.Value))
        {
            findings.Add(new("directive-twice", FindingLevel.Weak, field.Name, $"{name} is there twice; only the first counts.", $"Write all sources of {name} into one directive."));
        }

        foreach (var directive in policy.Directives)
        {
            if (Retired.Contains(directive.Name))
            {
                findings.Add(new("directive-retired", FindingLevel.Advice, field.Name, $"Browsers no longer know {directive.Name}.", $"Take {directive.Name} out."));
            }
            else if (!Known.Contains(directive.Name))
            {
                var near = Known.FirstOrDefault(known => IsNear(directive.Name, known));
                findings.Add(new(
                    "directive-unknown", FindingLevel.Weak, field.Name, $"\"{directive.Name}\" is no directive, so browsers ignore it and its sources.",
                    near is null ? "Is there a semicolon missing or too many before it?" : $"Did you mean {near}?"));
            }
            else if (directive.Name is not ("report-uri" or "report-to" or "sandbox" or "trusted-types" or "require-trusted-types-for" or "webrtc"))
            {
                Words(field, directive, findings);
            }
        }
    }

    private static void Words(HeaderField field, Directive directive, List<Finding> findings)
    {
        foreach (var source in directive.Sources)
        {
            var text = source.Text.Trim('\'', '"').ToLowerInvariant();
            if (source.Kind == SourceKind.Host && (Keywords.Contains(text) || text.StartsWith("nonce-", StringComparison.Ordinal) || IsHash(text)))
            {
                findings.Add(new("keyword-not-quoted", FindingLevel.Weak, field.Name, $"{source.Text} in {directive.Name} is without quotes, so browsers take it for a host.", $"Write '{source.Text}' with single quotes."));
            }
            else if (source.Kind == SourceKind.None && directive.Sources.Count > 1)
            {
                findings.Add(new("none-not-alone", FindingLevel.Weak, field.Name, $"'none' in {directive.Name} stands beside other sources, so it counts for nothing.", "Take it out, or take the others out."));
            }
            else if (source.Kind == SourceKind.Invalid || (source.Kind == SourceKind.OtherKeyword && source.Text[0] == '\'' && IsLost(text)))
            {
                findings.Add(new("source-invalid", FindingLevel.Weak, field.Name, $"Browsers do not understand {source.Text} in {directive.Name}; it allows nothing.", "Write a host, a scheme such as https:, or a keyword in single quotes."));
            }
        }
    }

    private static bool IsHash(string text) => text.StartsWith("sha256-", StringComparison.Ordinal) || text.StartsWith("sha384-", StringComparison.Ordinal) || text.StartsWith("sha512-", StringComparison.Ordinal);

    // Newer keywords may be right, and are not known here; what is spelled nearly like one of these is not.
    private static bool IsLost(string text) => Keywords.Any(known => IsNear(text, known));

    private static IEnumerable<string> Duplicates(string value) => value.Split(',').SelectMany(policy => policy.Split(';')
        .Select(part => part.Trim().Split((char[])[' ', '\t', '\n', '\r', '\f'])[0].ToLowerInvariant()).Where(name => name.Length > 0)
        .GroupBy(name => name).Where(names => names.Count() > 1).Select(names => names.Key)).Distinct();

    /// <summary>One letter too many, too few, other, or two exchanged; or an ending that was forgotten.</summary>
    private static bool IsNear(string written, string known)
    {
        if (written == known || written.Length > 40)
        {
            return false;
        }

        if (known == written + "-src" || known == written.Replace('_', '-') || known == written.Replace("-source", "-src", StringComparison.Ordinal))
        {
            return true;
        }

        var start = 0;
        while (start < Math.Min(written.Length, known.Length) && written[start] == known[start])
        {
            start++;
        }

        var (a, b) = (written[start..], known[start..]);
        return (a.Length == b.Length && (a[1..] == b[1..] || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..])))
            || (a.Length == b.Length + 1 && a[1..] == b) || (b.Length == a.Length + 1 && b[1..] == a);
    }
}
