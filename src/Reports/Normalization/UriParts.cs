using System.Buffers;
using System.Globalization;

namespace Picket.Reports.Normalization;

/// <summary>Scheme, host and port of a URI, as slices of it. Reads as browsers do (URL Standard) where that matters to a report.</summary>
/// <remarks><see cref="Uri"/> is not used: it allocates, rejects what browsers accept, and rewrites what it accepts.</remarks>
internal readonly ref struct UriParts
{
    /// <summary>A host name has at most 253 characters.</summary>
    private const int MaxHostLength = 255;

    private static readonly SearchValues<char> _schemeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<char> _authorityEnds = SearchValues.Create("/?#");
    private static readonly SearchValues<char> _specialAuthorityEnds = SearchValues.Create("/\\?#");
    private static readonly SearchValues<char> _notInHosts = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(char.IsControl), .. " #%/:<>?@[\\]^|\u2028\u2029\uFFFD\"'`{},;()"]);

    private static readonly SearchValues<char> _inAddresses = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>As sent; empty where there is none.</summary>
    public ReadOnlySpan<char> Scheme { get; private init; }

    /// <summary>As sent, brackets of IPv6 included; empty where there is none or it is malformed.</summary>
    public ReadOnlySpan<char> Host { get; private init; }

    /// <summary>Null where absent.</summary>
    public int? Port { get; private init; }

    /// <summary>http or https.</summary>
    public bool IsHttp => Scheme.Equals("https", StringComparison.OrdinalIgnoreCase) || Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a URI that begins with its scheme.</summary>
    public static UriParts Parse(ReadOnlySpan<char> uri)
    {
        var length = SchemeLength(uri);
        if (length == 0)
        {
            return default;
        }

        var scheme = uri[..length];
        var rest = uri[(length + 1)..];
        var isSpecial = IsSpecial(scheme);
        if (isSpecial)
        {
            rest = rest.TrimStart("/\\");
        }
        else if (rest.StartsWith("//"))
        {
            rest = rest[2..];
        }
        else
        {
            return new() { Scheme = scheme };
        }

        var end = rest.IndexOfAny(isSpecial ? _specialAuthorityEnds : _authorityEnds);
        return Authority(scheme, end < 0 ? rest : rest[..end]);
    }

    /// <summary>Reads <c>host</c> or <c>host:port</c>, with or without a path behind.</summary>
    public static UriParts ParseHost(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(_specialAuthorityEnds);
        return Authority(default, end < 0 ? text : text[..end]);
    }

    /// <summary>Characters before the colon of a scheme; 0 where <paramref name="uri"/> does not begin with one.</summary>
    public static int SchemeLength(ReadOnlySpan<char> uri)
    {
        var end = uri.IndexOfAnyExcept(_schemeCharacters);
        return end > 0 && uri[end] == ':' && char.IsAsciiLetter(uri[0]) ? end : 0;
    }

    /// <summary>Whether it is one of the schemes whose URLs always have a host.</summary>
    public static bool IsSpecial(ReadOnlySpan<char> scheme) => DefaultPort(scheme) != 0;

    /// <summary>The port that a special scheme leaves out; 0 for other schemes.</summary>
    public static int DefaultPort(ReadOnlySpan<char> scheme)
    {
        Span<char> lower = stackalloc char[5];
        if (scheme.Length > lower.Length)
        {
            return 0;
        }

        scheme.ToLowerInvariant(lower);
        return lower[..scheme.Length] switch { "https" or "wss" => 443, "http" or "ws" => 80, "ftp" => 21, _ => 0 };
    }

    private static UriParts Authority(ReadOnlySpan<char> scheme, ReadOnlySpan<char> authority)
    {
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var hostEnd = authority.StartsWith("[") ? authority.IndexOf(']') + 1 : authority.IndexOf(':');
        var host = hostEnd < 0 ? authority : authority[..hostEnd];
        var behind = authority[host.Length..];
        var inner = host.StartsWith("[") ? host[1..^1] : host;
        var isHost = !inner.IsEmpty && host.Length <= MaxHostLength
            && (host.Length != inner.Length ? !inner.ContainsAnyExcept(_inAddresses) : !inner.ContainsAny(_notInHosts));
        int? port = null;
        if (behind.Length > 1)
        {
            isHost &= ushort.TryParse(behind[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && behind[0] == ':';
            port = number;
        }

        return isHost ? new() { Scheme = scheme, Host = host, Port = port } : new() { Scheme = scheme };
    }
}
