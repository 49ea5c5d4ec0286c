namespace Picket.Reports.Policies;

/// <summary>Writes what a directive would read with one source more.</summary>
internal sealed class RemedyText
{
    private readonly ContentSecurityPolicy _policy;
    private readonly string _name;
    private readonly Directive? _governing;

    /// <param name="policy">The policy.</param>
    /// <param name="effectiveDirective">The directive that was violated.</param>
    public RemedyText(ContentSecurityPolicy policy, string effectiveDirective)
    {
        (_policy, _governing) = (policy, policy.Governing(effectiveDirective));
        // What stands in for many is not widened: the directive gets a line of its own, with what the stand-in allows.
        _name = _governing is null || _governing.Name is "default-src" or "child-src" ? Plain(effectiveDirective) : _governing.Name;
    }

    private RemedyText(RemedyText other, string name) => (_policy, _governing, _name) = (other._policy, other._governing, name);

    /// <summary>The same for the narrower directive <paramref name="name"/>.</summary>
    public RemedyText In(string name) => new(this, name);

    /// <summary>Adds <paramref name="source"/>.</summary>
    public PolicyRemedy With(string source, string name, RemedyRisk risk, string why)
    {
        var present = (_policy.Find(_name) ?? _governing)?.Sources.Select(one => one.ToString()!).Where(one => one.Length > 0 && !one.Equals("'none'", StringComparison.OrdinalIgnoreCase)) ?? [];
        return new(name, risk, source, $"{_name} {string.Join(' ', present.Concat(source.Split(' ')).Distinct(StringComparer.Ordinal))}", why);
    }

    /// <summary>Takes the directive out.</summary>
    public PolicyRemedy Without(string name, string why) => new(name, RemedyRisk.High, null, $"without {_name}", why);

    /// <summary>Changes the page and leaves the policy.</summary>
    public static PolicyRemedy Page(string name, string why) => new(name, RemedyRisk.None, null, null, why);

    private static string Plain(string directive) => directive.EndsWith("-elem", StringComparison.Ordinal) || directive.EndsWith("-attr", StringComparison.Ordinal) ? directive[..^5] : directive;
}
