namespace Picket.Reports.Normalization;

/// <summary>Says what a blocked-uri names and how titles show it.</summary>
internal static class BlockedUris
{
    /// <summary>How titles show the document's own origin, and inline code of old browsers.</summary>
    public const string Local = "'self'";

    /// <summary>A report without the field.</summary>
    public static readonly BlockedUri Missing = new(BlockedUriKind.Missing, "", Local, null, null);

    private const int MaxDisplayLength = 200;

    /// <summary>Normalizes a blocked-uri.</summary>
    /// <param name="text">Bounded but not yet masked; it is masked where it stands.</param>
    /// <param name="documentHost">An instance to use again where the host is the same.</param>
    /// <param name="keepQueries">The values of queries stay.</param>
    public static BlockedUri Normalize(Span<char> text, string? documentHost, bool keepQueries = false)
    {
        if (Keyword(text) is { } keyword)
        {
            return keyword;
        }

        var isWord = !text.Contains(':');
        var parts = UriParts.Parse(text);
        var bare = parts.Host.IsEmpty ? BareHost(text) : default;
        var kind = bare.Host.IsEmpty ? Kind(isWord ? text : parts.Scheme, !parts.Host.IsEmpty) : BlockedUriKind.Url;
        var named = bare.Host.IsEmpty ? parts : bare;
        var host = kind == BlockedUriKind.Url ? Lower(named.Host, documentHost) : null;
        var port = kind == BlockedUriKind.Url ? named.Port : null;
        var display = isWord ? WordDisplay(text) : Display(parts, host);
        var masked = text[..UriMask.InPlace(text, keepQueries)].ToString();
        return new(kind, masked, display ?? OneLine.Of(masked, MaxDisplayLength), host, port);
    }

    /// <summary>A URI the way titles show it, by Relay's rules: a host with a port that is not the default one, or <c>scheme://host</c>, or <c>scheme:</c>.</summary>
    /// <remarks>A word without a colon counts as a scheme, and what does not parse is shown as it is.</remarks>
    public static string Display(ReadOnlySpan<char> uri)
    {
        if (uri is "" or "self" or Local)
        {
            return Local;
        }

        return uri.Contains(':') ? Display(UriParts.Parse(uri), null) ?? OneLine.Of(Masking.Of(uri.ToString(), Mask.Uri), MaxDisplayLength) : WordDisplay(uri);
    }

    private static BlockedUri? Keyword(ReadOnlySpan<char> text) => text switch
    {
        "" => new(BlockedUriKind.Local, "", Local, null, null),
        "self" => new(BlockedUriKind.Local, "self", Local, null, null),
        Local => new(BlockedUriKind.Local, Local, Local, null, null),
        "inline" => new(BlockedUriKind.Inline, "inline", "inline:", null, null),
        "eval" => new(BlockedUriKind.Eval, "eval", "eval:", null, null),
        "wasm-eval" => new(BlockedUriKind.WasmEval, "wasm-eval", "wasm-eval:", null, null),
        "trusted-types-policy" => new(BlockedUriKind.TrustedTypesPolicy, "trusted-types-policy", "trusted-types-policy:", null, null),
        "trusted-types-sink" => new(BlockedUriKind.TrustedTypesSink, "trusted-types-sink", "trusted-types-sink:", null, null),
        "data" => new(BlockedUriKind.Data, "data", "data:", null, null),
        "blob" => new(BlockedUriKind.Blob, "blob", "blob:", null, null),
        _ => null,
    };

    private static BlockedUriKind Kind(ReadOnlySpan<char> scheme, bool hasHost)
    {
        Span<char> lower = stackalloc char[32];
        if (scheme.Length > lower.Length)
        {
            return BlockedUriKind.OtherScheme;
        }

        lower = lower[..scheme.ToLowerInvariant(lower)];
        return lower switch
        {
            "http" or "https" or "ws" or "wss" => hasHost ? BlockedUriKind.Url : BlockedUriKind.OtherScheme,
            "data" => BlockedUriKind.Data,
            "blob" => BlockedUriKind.Blob,
            "filesystem" => BlockedUriKind.FileSystem,
            "mxaddon-pkg" => BlockedUriKind.Extension,
            _ when lower.EndsWith("-extension") => BlockedUriKind.Extension,
            _ => BlockedUriKind.OtherScheme,
        };
    }

    /// <summary>Collectors and test tools report hosts without a scheme: a name with a dot, an address, localhost, each with or without a port.</summary>
    private static UriParts BareHost(ReadOnlySpan<char> text)
    {
        if (UriMask.HasPayload(text, out _))
        {
            return default; // Behind the @ of mailto:someone@example.com stands no host that was blocked.
        }

        var parts = UriParts.ParseHost(text.TrimStart('/'));
        var host = parts.Host;
        return host.Trim('.').Contains('.') || host.StartsWith("[") || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? parts : default;
    }

    private static string? Display(UriParts parts, string? host)
    {
        if (parts.Scheme.IsEmpty)
        {
            return null;
        }

        var defaultPort = UriParts.DefaultPort(parts.Scheme);
        if (parts.Host.IsEmpty)
        {
            var scheme = OneLine.Of(Lower(parts.Scheme, null), MaxDisplayLength);
            return defaultPort != 0 ? null : NetlocSchemes.Contains(scheme) ? $"{scheme}://" : $"{scheme}:";
        }

        // Only special schemes have hosts in which case does not count.
        var shown = defaultPort == 0 ? parts.Host.ToString() : host ?? Lower(parts.Host, null);
        shown = parts.Port is { } port && port != defaultPort ? $"{shown}:{port}" : shown;
        return parts.IsHttp ? shown : OneLine.Of($"{Lower(parts.Scheme, null)}://{shown}", MaxDisplayLength);
    }

    private static string WordDisplay(ReadOnlySpan<char> word)
    {
        var masked = OneLine.Of(Masking.Of(word.ToString(), Mask.Uri), MaxDisplayLength);
        return NetlocSchemes.Contains(masked) ? $"{masked}://" : $"{masked}:";
    }

    private static string Lower(ReadOnlySpan<char> text, string? same)
    {
        if (text.SequenceEqual(same))
        {
            return same!;
        }

        return string.Create(text.Length, text, static (lower, source) => source.ToLowerInvariant(lower));
    }
}
