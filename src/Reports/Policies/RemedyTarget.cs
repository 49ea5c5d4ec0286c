namespace Picket.Reports.Policies;

/// <summary>An address that was blocked, as far as a source expression can name it.</summary>
internal sealed record RemedyTarget(string Scheme, string Host, string? Port, string? Path)
{
    private const int MaxPath = 200;

    /// <summary>Over HTTP or web sockets.</summary>
    public bool IsWeb => Scheme is "https" or "http" or "wss" or "ws";

    /// <summary>Scheme, host and port.</summary>
    public string Origin => Port is null ? $"{Scheme}://{Host}" : $"{Scheme}://{Host}:{Port}";

    /// <summary>The domain above the host, where a wildcard for it would not be one for a whole registry; null where there is none.</summary>
    public string? Parent => Host.Split('.') is { Length: >= 3 } parts && !Host.All(letter => char.IsAsciiDigit(letter) || letter == '.') ? string.Join('.', parts[1..]) : null;

    /// <summary>Reads an URL, an origin or a host; null where it is none that a policy could name.</summary>
    public static RemedyTarget? Of(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || !(uri.Host.Contains('.', StringComparison.Ordinal) || uri.Host == "localhost") || text.AsSpan().IndexOfAny(" '\",;") >= 0)
        {
            return null;
        }

        var path = uri.AbsolutePath;
        return new(uri.Scheme, uri.IdnHost, uri.IsDefaultPort || uri.Port < 0 ? null : uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), path.Length is > 1 and <= MaxPath && !path.Contains('*', StringComparison.Ordinal) ? path : null);
    }
}
