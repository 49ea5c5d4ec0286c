namespace Picket.Web.Api;

/// <summary>A piece of a search.</summary>
/// <param name="Key">What stands before the colon; null for free text.</param>
/// <param name="Value">The rest, without quotes.</param>
internal readonly record struct SearchTerm(string? Key, string Value)
{
    /// <summary>All pieces of <paramref name="query"/>. Spaces and control characters part them, but not inside quotes; a quote that does not end holds to the end.</summary>
    public static IEnumerable<SearchTerm> Split(string query)
    {
        for (var at = 0; at < query.Length;)
        {
            if (IsGap(query[at]))
            {
                at++;
                continue;
            }

            var quote = query.IndexOf('"', at);
            var end = at;
            while (end < query.Length && !IsGap(query[end]) && end != quote)
            {
                end++;
            }

            var word = query[at..end];
            if (end != quote)
            {
                yield return Of(word);
                at = end;
                continue;
            }

            var close = query.IndexOf('"', quote + 1);
            var quoted = Clean(query[(quote + 1)..(close < 0 ? query.Length : close)]);
            at = close < 0 ? query.Length : close + 1;
            if (word.Length > 1 && word.EndsWith(':'))
            {
                yield return new(word[..^1], quoted);
                continue;
            }

            if (word.Length > 0)
            {
                yield return Of(word);
            }

            if (quoted.Length > 0)
            {
                yield return new(null, quoted);
            }
        }
    }

    /// <summary>Addresses, ports and schemes have colons, too: they are text.</summary>
    private static SearchTerm Of(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return new(null, word);
        }

        var (key, value) = (word[..colon], word[(colon + 1)..]);
        var isText = value.StartsWith("//", StringComparison.Ordinal)
            || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '!' or '.' or '_' or '-')
            || (key is not ("is" or "release" or "environment") && value.All(char.IsAsciiDigit));
        return isText ? new(null, word) : new(key, value);
    }

    private static bool IsGap(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);

    private static string Clean(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
}
