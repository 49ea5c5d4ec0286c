using System.Buffers;
using System.Globalization;

namespace Picket.Reports.Policies;

/// <summary>Reads source expressions (CSP3 §2.3.1). What no browser understands is <see cref="SourceKind.Invalid"/>.</summary>
internal static class SourceExpressionParser
{
    private static readonly SearchValues<char> _schemeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>The grammar's, and the underscore that browsers take too.</summary>
    private static readonly SearchValues<char> _hostCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static SourceExpression Parse(string text)
    {
        if (text == "*")
        {
            return new(text, SourceKind.Any);
        }

        if (text.StartsWith('\''))
        {
            return new(text, Quoted(text));
        }

        var rest = text.AsSpan();
        var scheme = SchemeLength(rest);
        if (scheme > 0 && scheme + 1 == rest.Length)
        {
            return new(text, SourceKind.Scheme) { Scheme = Lower(rest[..scheme]) };
        }

        return Host(text);
    }

    private static SourceKind Quoted(string text)
    {
        if (text.Length < 3 || text[^1] != '\'')
        {
            return SourceKind.Invalid;
        }

        Span<char> lower = stackalloc char[32];
        var word = text.AsSpan(1, text.Length - 2);
        var start = word[..Math.Min(word.Length, lower.Length)];
        lower = lower[..start.ToLowerInvariant(lower)];
        return lower switch
        {
            _ when lower.StartsWith("nonce-") => word.Length > "nonce-".Length ? SourceKind.Nonce : SourceKind.Invalid,
            _ when lower.StartsWith("sha256-") || lower.StartsWith("sha384-") || lower.StartsWith("sha512-") =>
                word.Length > "sha256-".Length ? SourceKind.Hash : SourceKind.Invalid,
            "none" => SourceKind.None,
            "self" => SourceKind.Self,
            "unsafe-inline" => SourceKind.UnsafeInline,
            "unsafe-eval" => SourceKind.UnsafeEval,
            "wasm-unsafe-eval" => SourceKind.WasmUnsafeEval,
            "trusted-types-eval" => SourceKind.TrustedTypesEval,
            "unsafe-hashes" => SourceKind.UnsafeHashes,
            "strict-dynamic" => SourceKind.StrictDynamic,
            "report-sample" => SourceKind.ReportSample,
            _ => SourceKind.OtherKeyword,
        };
    }

    private static SourceExpression Host(string text)
    {
        var rest = text.AsSpan();
        string? scheme = null;
        var schemeLength = SchemeLength(rest);
        if (schemeLength > 0 && rest[schemeLength..].StartsWith("://"))
        {
            scheme = Lower(rest[..schemeLength]);
            rest = rest[(schemeLength + 3)..];
        }

        var slash = rest.IndexOf('/');
        var path = slash < 0 ? default : rest[slash..];
        rest = slash < 0 ? rest : rest[..slash];
        var colon = rest.IndexOf(':');
        var port = colon < 0 ? default : rest[(colon + 1)..];
        var host = colon < 0 ? rest : rest[..colon];
        var number = 0;
        if (!IsHost(host) || (colon >= 0 && port is not "*" && !TryPort(port, out number)))
        {
            return new(text, SourceKind.Invalid);
        }

        // A query or fragment is no part of the grammar; browsers warn and leave it out.
        var end = path.IndexOfAny('?', '#');
        var isWildcard = host.StartsWith("*.");
        return new(text, SourceKind.Host)
        {
            Scheme = scheme,
            Host = host is "*" ? "" : Lower(isWildcard ? host[2..] : host),
            IsWildcardHost = isWildcard,
            Port = colon < 0 || port is "*" ? null : number,
            IsAnyPort = port is "*",
            Path = (end < 0 ? path : path[..end]).ToString(),
        };
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port)
    {
        var isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        port = number;
        return isPort;
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host is "*")
        {
            return true;
        }

        host = host.StartsWith("*.") ? host[2..] : host;
        return !host.IsEmpty && host[0] != '.' && !host.ContainsAnyExcept(_hostCharacters) && !host.Contains("..", StringComparison.Ordinal);
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(_schemeCharacters);
        return end > 0 && text[end] == ':' && char.IsAsciiLetter(text[0]) ? end : 0;
    }

    private static string Lower(ReadOnlySpan<char> text) => text.ToString().ToLowerInvariant();
}
