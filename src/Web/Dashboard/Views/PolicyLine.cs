namespace Picket.Web.Dashboard.Views;

/// <summary>A directive of a policy.</summary>
/// <param name="Text">With its values.</param>
/// <param name="IsViolated">True for the one that was violated.</param>
public sealed record PolicyLine(string Text, bool IsViolated)
{
    /// <summary>Takes <paramref name="policy"/> apart and finds the directive that stands in for <paramref name="effectiveDirective"/> (CSP3 §6.8.3).</summary>
    public static IReadOnlyList<PolicyLine> Of(string policy, string? effectiveDirective)
    {
        var directives = policy.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var violated = StandIns(effectiveDirective ?? "").FirstOrDefault(name => directives.Any(directive => NameOf(directive).Equals(name, StringComparison.OrdinalIgnoreCase)));
        return [.. directives.Select(directive => new PolicyLine(directive, violated is not null && NameOf(directive).Equals(violated, StringComparison.OrdinalIgnoreCase)))];
    }

    private static ReadOnlySpan<char> NameOf(string directive) => directive.IndexOf(' ', StringComparison.Ordinal) is var space and >= 0 ? directive.AsSpan(0, space) : directive;

    private static IEnumerable<string> StandIns(string directive) => directive switch
    {
        "script-src-elem" or "script-src-attr" => [directive, "script-src", "default-src"],
        "style-src-elem" or "style-src-attr" => [directive, "style-src", "default-src"],
        "worker-src" => [directive, "child-src", "script-src", "default-src"],
        "frame-src" or "fenced-frame-src" => [directive, "frame-src", "child-src", "default-src"],
        _ when directive.EndsWith("-src", StringComparison.Ordinal) => [directive, "default-src"],
        _ => [directive],
    };
}
