namespace Picket.Reports.Policies;

/// <summary>A Content Security Policy as a browser reads it (CSP3 §2.2). Immutable; parsing never throws and is bounded.</summary>
public sealed class ContentSecurityPolicy
{
    /// <summary>Directives that are read of a policy.</summary>
    public const int MaxDirectives = 64;

    /// <summary>Source expressions that are read of a policy, over all directives.</summary>
    public const int MaxSources = 2048;

    /// <summary>Policies that are read of a list.</summary>
    public const int MaxPolicies = 16;

    private ContentSecurityPolicy(IReadOnlyList<Directive> directives, bool isCut) => (Directives, IsCut) = (directives, isCut);

    /// <summary>Its directives in order, each name once: of two with one name the first counts (CSP3 §2.2.1).</summary>
    public IReadOnlyList<Directive> Directives { get; }

    /// <summary>True where it is longer than <see cref="ReportLimits.MaxPolicyLength"/> or has more in it than is read; then it decides nothing.</summary>
    public bool IsCut { get; }

    /// <summary>Reads one serialized policy (CSP3 §2.2.1).</summary>
    public static ContentSecurityPolicy Parse(ReadOnlySpan<char> text)
    {
        // A policy as long as the bound was cut by whoever normalized its report.
        var isCut = text.Length >= ReportLimits.MaxPolicyLength;
        text = text[..Math.Min(text.Length, ReportLimits.MaxPolicyLength)];
        var directives = new List<Directive>();
        var sources = 0;
        foreach (var range in text.Split(';'))
        {
            var words = new Words(text[range]);
            if (!words.Next(out var first))
            {
                continue;
            }

            if (directives.Count == MaxDirectives)
            {
                isCut = true;
                break;
            }

            var name = first.ToString().ToLowerInvariant();
            if (directives.Exists(known => known.Name == name))
            {
                continue;
            }

            var list = new List<SourceExpression>();
            while (words.Next(out var word))
            {
                if (sources++ == MaxSources)
                {
                    return new([.. directives], true);
                }

                list.Add(SourceExpressionParser.Parse(word.ToString()));
            }

            directives.Add(new(name, [.. list]));
        }

        return new([.. directives], isCut);
    }

    /// <summary>Reads a header's value, which may hold several policies; all of them must allow (CSP3 §2.2.2).</summary>
    public static IReadOnlyList<ContentSecurityPolicy> ParseList(ReadOnlySpan<char> text)
    {
        var policies = new List<ContentSecurityPolicy>();
        foreach (var range in text.Split(','))
        {
            var policy = Parse(text[range]);
            if (policy.Directives.Count > 0 && policies.Count < MaxPolicies)
            {
                policies.Add(policy);
            }
        }

        return policies;
    }

    /// <summary>The directive with this lower-case name; null where there is none.</summary>
    public Directive? Find(string name)
    {
        for (var i = 0; i < Directives.Count; i++)
        {
            if (Directives[i].Name == name)
            {
                return Directives[i];
            }
        }

        return null;
    }

    /// <summary>The directive that decides on requests of <paramref name="effectiveDirective"/>, after fallback (CSP3 §6.8.4); null where none does.</summary>
    public Directive? Governing(string effectiveDirective)
    {
        foreach (var name in DirectiveFallback.Chain(effectiveDirective) ?? [effectiveDirective])
        {
            if (Find(name) is { } directive)
            {
                return directive;
            }
        }

        return null;
    }

    /// <summary>Asks the policy about <paramref name="request"/>. Allocates nothing but for percent-encoded paths.</summary>
    public PolicyCheck Check(in PolicyRequest request) => IsCut ? PolicyCheck.Undecidable(PolicyGround.PolicyCut) : PolicyChecks.Check(this, request);

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Directives);

    /// <summary>Words between ASCII white space.</summary>
    private ref struct Words(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public bool Next(out ReadOnlySpan<char> word)
        {
            const string space = " \t\n\f\r";
            _rest = _rest.TrimStart(space);
            var end = _rest.IndexOfAny(space);
            word = end < 0 ? _rest : _rest[..end];
            _rest = _rest[word.Length..];
            return !word.IsEmpty;
        }
    }
}
