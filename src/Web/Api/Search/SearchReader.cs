using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Picket.Web.Api.Search;

/// <summary>
/// Parts a search into its terms. Spaces and control characters stand between them; quotes hold words together, and in quotes <c>\"</c> and <c>\\</c> are
/// characters. Addresses, ports and schemes have colons, too: what can be no key is text.
/// </summary>
/// <param name="query">The search.</param>
/// <param name="isKey">Whether a word is a key: then it needs a value.</param>
internal sealed class SearchReader(string query, Func<string, bool> isKey)
{
    /// <summary>Characters of a search.</summary>
    public const int MaxLength = 1000;

    /// <summary>Terms of a search.</summary>
    public const int MaxTerms = 25;

    /// <summary>Values of a list.</summary>
    public const int MaxValues = 50;

    private readonly List<SearchTerm> _terms = [];
    private int _at;
    private SearchError? _error;

    /// <summary>Reads all of it.</summary>
    /// <param name="terms">The terms in their order.</param>
    /// <param name="error">Else: the first thing that is wrong.</param>
    public bool TryRead([NotNullWhen(true)] out IReadOnlyList<SearchTerm>? terms, [NotNullWhen(false)] out SearchError? error)
    {
        (terms, error) = (null, null);
        if (query.Length > MaxLength)
        {
            error = new($"A search has at most {MaxLength} characters.", MaxLength, 1);
            return false;
        }

        for (SkipGaps(); _at < query.Length && _error is null; SkipGaps())
        {
            if (_terms.Count == MaxTerms)
            {
                _error = new($"A search has at most {MaxTerms} terms.", _at, 1);
            }
            else if (!TryReadKeyed())
            {
                ReadText();
            }
        }

        (terms, error) = (_terms, _error);
        return error is null;
    }

    /// <summary>Reads <c>key:…</c>; false, and nothing read, where there is none.</summary>
    private bool TryReadKeyed()
    {
        var start = query[_at] == '!' ? _at + 1 : _at;
        var end = start;
        while (end < query.Length && IsOfKey(query[end]))
        {
            end++;
        }

        if (end == start || end == query.Length || query[end] != ':' || !char.IsAsciiLetter(query[start]))
        {
            return false;
        }

        var key = query[start..end];
        var rest = query.AsSpan(end + 1);
        var word = rest[..WordLength(rest)];
        if (!isKey(key) && (word.IsEmpty || word.StartsWith("//") || !word.ContainsAnyExceptInRange('0', '9')))
        {
            return false;
        }

        var isNegated = start > _at;
        _at = end + 1;
        var values = _at < query.Length && query[_at] == '[' ? ReadList() : ReadValue() is { } value ? [value] : [];
        if (_error is null && values.Count == 0)
        {
            _error = new($"'{key}:' wants a value.", start, key.Length + 1);
        }

        if (_error is null)
        {
            _terms.Add(new(key, isNegated, values, start));
        }

        return true;
    }

    private List<SearchValue> ReadList()
    {
        var open = _at++;
        List<SearchValue> values = [];
        while (_error is null)
        {
            SkipGaps();
            if (values.Count == MaxValues)
            {
                _error = new($"A list has at most {MaxValues} values.", _at < query.Length ? _at : open, 1);
            }
            else if (ReadValue(",]") is not { } value)
            {
                _error ??= _at < query.Length ? new("A value is missing here.", _at, 1) : new("The list does not end: ']' is missing.", open, 1);
            }
            else
            {
                values.Add(value);
                SkipGaps();
                var next = _at < query.Length ? query[_at++] : '\0';
                if (next == ']')
                {
                    return values;
                }

                if (next != ',')
                {
                    _error = next == '\0'
                        ? new("The list does not end: ']' is missing.", open, 1)
                        : new("Values of a list have a comma between them; put quotes around one that has spaces.", _at - 1, 1);
                }
            }
        }

        return values;
    }

    private void ReadText()
    {
        if (ReadValue("\"") is not { } value)
        {
            return;
        }

        if (!value.IsQuoted && value.Text is "OR" or "AND")
        {
            _error = new($"All terms must hold, there is no {value.Text}; write key:[a,b] for one of several values, or quotes around text.", value.Position, value.Length);
        }
        else if (value.Text.Length > 0)
        {
            _terms.Add(new(null, false, [value], value.Position));
        }
    }

    /// <summary>A quoted value, or everything up to a gap or one of <paramref name="ends"/>; null where nothing stands there or it is wrong.</summary>
    private SearchValue? ReadValue(string ends = "")
    {
        if (_at < query.Length && query[_at] == '"')
        {
            return ReadQuoted();
        }

        var start = _at;
        while (_at < query.Length && !IsGap(query[_at]) && !ends.Contains(query[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _at == start ? null : new(query[start.._at], false, start, _at - start);
    }

    private SearchValue? ReadQuoted()
    {
        var start = _at++;
        var text = new StringBuilder();
        for (; _at < query.Length; _at++)
        {
            var letter = query[_at];
            if (letter == '"')
            {
                _at++;
                return new(text.ToString().Trim(), true, start, _at - start);
            }

            if (letter == '\\' && _at + 1 < query.Length && query[_at + 1] is '"' or '\\')
            {
                letter = query[++_at];
            }

            text.Append(char.IsControl(letter) ? ' ' : letter);
        }

        _error = new("The quote does not end.", start, 1);
        return null;
    }

    private void SkipGaps()
    {
        while (_at < query.Length && IsGap(query[_at]))
        {
            _at++;
        }
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && !IsGap(text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool IsGap(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);

    private static bool IsOfKey(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';
}
