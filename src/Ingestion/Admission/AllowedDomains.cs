namespace Picket.Ingestion.Admission;

/// <summary>
/// Sentry's allowed domains: patterns a report's origin must match one of. A report without an origin passes, since browsers leave it out of
/// report-uri posts at will.
/// </summary>
public sealed class AllowedDomains
{
    private readonly string[] _hosts;
    private readonly bool _all;

    /// <summary>Patterns such as <c>example.com</c>, <c>*.example.com</c> (which covers example.com too), <c>https://example.com:8443</c>, or <c>*</c>.</summary>
    public AllowedDomains(IReadOnlyList<string> patterns)
    {
        _all = patterns.Contains("*");
        _hosts = [.. patterns.Select(pattern => pattern.Trim().ToLowerInvariant().TrimEnd('/'))];
    }

    /// <summary>True where <paramref name="origin"/> may send.</summary>
    /// <param name="origin">Scheme, host and port as <c>Origin</c> has them; null where absent.</param>
    public bool Allow(string? origin)
    {
        if (_all || origin is null)
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && HostOf(uri) is { } host && Array.Exists(_hosts, pattern => Matches(pattern, uri, host));
    }

    /// <summary>True where a page on <paramref name="host"/> may be the project's; schemes and ports of patterns do not count.</summary>
    /// <param name="host">Lower case, without port; null where it is not known.</param>
    public bool IsOwn(string? host)
    {
        if (_all || host is null || _hosts.Length == 0)
        {
            return true;
        }

        foreach (var pattern in _hosts)
        {
            var own = pattern.AsSpan(pattern.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0);
            var port = own.LastIndexOf(':');
            own = port > own.LastIndexOf(']') ? own[..port] : own;
            if (own.StartsWith("*.") ? own[2..].SequenceEqual(host) || host.AsSpan().EndsWith(own[1..]) : own.SequenceEqual(host))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The host's ASCII form; null where it has none, as <c>xn--ä</c> has, of which .NET speaks by an exception.</summary>
    private static string? HostOf(Uri origin)
    {
        try
        {
            return origin.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool Matches(string pattern, Uri origin, string host)
    {
        var scheme = pattern.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            if (!pattern.AsSpan(0, scheme).Equals(origin.Scheme, StringComparison.Ordinal))
            {
                return false;
            }

            pattern = pattern[(scheme + 3)..];
        }

        if (pattern.StartsWith("*.", StringComparison.Ordinal))
        {
            return host == pattern[2..] || host.EndsWith(pattern[1..], StringComparison.Ordinal);
        }

        return pattern == host || pattern == $"{host}:{origin.Port}";
    }
}
