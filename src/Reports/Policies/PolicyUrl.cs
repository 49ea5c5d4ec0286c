using Picket.Reports.Normalization;

namespace Picket.Reports.Policies;

/// <summary>The parts of an address that source expressions look at, as slices of it.</summary>
internal readonly ref struct PolicyUrl
{
    private PolicyUrl(ReadOnlySpan<char> scheme, ReadOnlySpan<char> host, int port, ReadOnlySpan<char> path)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
        Path = path;
    }

    /// <summary>As written; empty where the address is not known.</summary>
    public ReadOnlySpan<char> Scheme { get; }

    /// <summary>As written; empty where it has none.</summary>
    public ReadOnlySpan<char> Host { get; }

    /// <summary>As written or the scheme's; 0 where neither is known.</summary>
    public int Port { get; }

    /// <summary>From its first slash, without query and fragment; empty where the address ends before it.</summary>
    public ReadOnlySpan<char> Path { get; }

    public bool IsHttp => Is("http") || Is("https");

    public bool IsSocket => Is("ws") || Is("wss");

    public bool IsSecure => Is("https") || Is("wss");

    public bool IsDefaultPort => Port == UriParts.DefaultPort(Scheme);

    /// <summary>What a request is for; a word without a colon is a scheme, as CSP3 §5.3 reports those that are no network's.</summary>
    public static PolicyUrl Of(in PolicyRequest request)
    {
        ReadOnlySpan<char> text = request.Blocked;
        return text.Contains(':') ? Parse(text)
            : request.Kind == BlockedUriKind.Url ? default // a host without scheme, which no browser sends
            : new(text, default, 0, default);
    }

    public static PolicyUrl Parse(ReadOnlySpan<char> text)
    {
        var parts = UriParts.Parse(text);
        if (parts.Host.IsEmpty)
        {
            return new(parts.Scheme, default, 0, default);
        }

        // Host is a slice of the text, so its end is where the port and then the path begin.
        text.Overlaps(parts.Host, out var start);
        var behind = text[(start + parts.Host.Length)..];
        var end = behind.IndexOfAny("/\\?#");
        var path = end < 0 || behind[end] is '?' or '#' ? default : behind[end..];
        end = path.IndexOfAny('?', '#');
        return new(parts.Scheme, parts.Host, parts.Port ?? UriParts.DefaultPort(parts.Scheme), end < 0 ? path : path[..end]);
    }

    private bool Is(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);
}
