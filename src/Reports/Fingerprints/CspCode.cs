using System.Buffers;
using Picket.Reports.Normalization;

namespace Picket.Reports.Fingerprints;

/// <summary>Which code of a page a violation is about, where no URL says it: inline code, eval and Trusted Types. Frozen: fingerprints depend on it.</summary>
internal static class CspCode
{
    /// <summary>What browsers send of the code.</summary>
    private const int MaxSample = 40;

    private static readonly SearchValues<char> _space = SearchValues.Create(" \t\r\n\f\v\u00A0");

    /// <summary>Whether violations of <paramref name="directive"/> that block this are about code of the page. Old browsers say nothing or <c>self</c> for inline code.</summary>
    public static bool IsBlocked(BlockedUriKind kind, string directive) => kind switch
    {
        BlockedUriKind.Inline or BlockedUriKind.Eval or BlockedUriKind.WasmEval or BlockedUriKind.TrustedTypesPolicy or BlockedUriKind.TrustedTypesSink => true,
        BlockedUriKind.Local or BlockedUriKind.Missing =>
            directive.StartsWith("script-src", StringComparison.Ordinal) || directive.StartsWith("style-src", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The code: its sample without what differs from page to page, else the file it stands in over all builds of it; null where nothing tells it from any other.</summary>
    /// <param name="sample">Masked.</param>
    /// <param name="sourceFile">Masked.</param>
    /// <param name="document">The page, masked. Code in the page itself has no file: one template makes thousands of pages, and they would be an issue each.</param>
    public static string? Of(string? sample, string? sourceFile, string? document) =>
        sample is not null && Normalize(sample) is { Length: > 0 } code ? code
        : sourceFile is null || Path(sourceFile).SequenceEqual(Path(document)) ? null
        : AssetNames.Fold(sourceFile);

    private static ReadOnlySpan<char> Path(ReadOnlySpan<char> uri) => uri.IndexOfAny('?', '#') is >= 0 and var end ? uri[..end] : uri;

    /// <summary>White space is one space, numbers are 0, words that look like hashes are a star.</summary>
    private static string Normalize(string sample)
    {
        var text = sample.AsSpan().TrimEnd('…').Trim();
        text = text[..Math.Min(text.Length, MaxSample)];
        Span<char> buffer = stackalloc char[MaxSample];
        var written = 0;
        while (!text.IsEmpty)
        {
            var length = WordLength(text);
            if (length == 0)
            {
                var isSpace = _space.Contains(text[0]);
                if (!isSpace || buffer[written - 1] != ' ')
                {
                    buffer[written++] = isSpace ? ' ' : text[0];
                }

                text = text[1..];
                continue;
            }

            written += Word(text[..length], buffer[written..]);
            text = text[length..];
        }

        return buffer[..written].TrimEnd().ToString();
    }

    private static int Word(ReadOnlySpan<char> word, Span<char> destination)
    {
        if (AssetNames.IsHash(word) && !char.IsAsciiDigit(word[0]))
        {
            destination[0] = '*';
            return 1;
        }

        var written = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiDigit(word[i]))
            {
                destination[written++] = word[i];
            }
            else if (i == 0 || !char.IsAsciiDigit(word[i - 1]))
            {
                destination[written++] = '0';
            }
        }

        return written;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        return length;
    }
}
