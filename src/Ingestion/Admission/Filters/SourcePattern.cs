namespace Picket.Ingestion.Admission.Filters;

/// <summary>
/// Sentry's pattern for sources: <c>scheme://domain:port</c>, each part optional or <c>*</c>. <c>*.example.com</c> covers example.com too; a word without
/// a colon is a domain, and so a scheme that stands alone. Unlike Sentry's, a pattern with <c>data:</c> stands for that media type alone, and an IPv6
/// address is one domain.
/// </summary>
public sealed class SourcePattern
{
    private const string DataScheme = "data:";

    private readonly bool _isWildcardDomain;
    private readonly string? _data;

    private SourcePattern(string? scheme, string? domain, string? port, string? data)
    {
        (Scheme, Port, _data) = (scheme, port, data);
        _isWildcardDomain = domain?.StartsWith("*.", StringComparison.Ordinal) == true;
        Domain = domain;
    }

    /// <summary>Lower case; null for any.</summary>
    public string? Scheme { get; }

    /// <summary>Lower case, with <c>*.</c> where that is before it; null for any.</summary>
    public string? Domain { get; }

    /// <summary>Digits, or whatever followed a colon; null for any.</summary>
    public string? Port { get; }

    /// <summary>Reads a pattern.</summary>
    public static SourcePattern Parse(string text)
    {
        text = text.Trim().ToLowerInvariant();
        if (text.StartsWith(DataScheme, StringComparison.Ordinal) && !text.StartsWith("data:*", StringComparison.Ordinal))
        {
            return new(null, null, null, text);
        }

        Parts(text, out var scheme, out var domain, out var port);

        // An absent domain is the empty one, as in http://, not any.
        return new(scheme.IsEmpty ? null : Word(scheme), Word(domain), port.IsEmpty ? null : Word(port), null);
    }

    /// <summary>True where the pattern matches a blocked URI or source file; one of which nothing is asked also matches what is absent.</summary>
    public bool Match(string? uri)
    {
        if (_data is not null)
        {
            return uri is not null && (uri.Equals(_data, StringComparison.OrdinalIgnoreCase)
                || (uri.StartsWith(_data, StringComparison.OrdinalIgnoreCase) && (_data.EndsWith(':') || _data.EndsWith('/'))));
        }

        Parts(uri, out var scheme, out var domain, out var port);
        return (Scheme is null || Same(Scheme, scheme)) && (Port is null || Same(Port, port)) && MatchDomain(domain);
    }

    private bool MatchDomain(ReadOnlySpan<char> domain) => Domain switch
    {
        null => true,
        _ when _isWildcardDomain => Same(Domain.AsSpan(2), domain) || domain.EndsWith(Domain.AsSpan(1), StringComparison.OrdinalIgnoreCase),
        _ => Same(Domain, domain),
    };

    private static void Parts(ReadOnlySpan<char> text, out ReadOnlySpan<char> scheme, out ReadOnlySpan<char> domain, out ReadOnlySpan<char> port)
    {
        var mark = text.IndexOf("://");
        scheme = mark < 0 ? default : text[..mark];
        text = mark < 0 ? text : text[(mark + 3)..];
        var end = text.IndexOfAny('/', '?', '#');
        text = end < 0 ? text : text[..end];
        var from = text.StartsWith("[") ? Math.Max(0, text.IndexOf(']')) : 0;
        var colon = text[from..].IndexOf(':');
        domain = colon < 0 ? text : text[..(from + colon)];
        port = colon < 0 ? default : text[(from + colon + 1)..];
    }

    private static string? Word(ReadOnlySpan<char> part) => part is "*" ? null : part.ToString();

    private static bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
