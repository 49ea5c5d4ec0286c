using System.Diagnostics.CodeAnalysis;
using Picket.Storage.Search;

namespace Picket.Web.Api.Search;

/// <summary>
/// Reads a search in Sentry's form; docs/api.md has the table of keys. What it does not know it refuses and points at, because a filter that is silently left out shows wrong
/// issues.
/// </summary>
internal static class SearchSyntax
{
    /// <summary>What an API call without <c>query</c> means, as in Sentry.</summary>
    public const string Default = "is:unresolved";

    /// <summary>Reads <paramref name="query"/>; an empty one demands nothing.</summary>
    /// <param name="query">The search.</param>
    /// <param name="now">What relative times are relative to.</param>
    /// <param name="people">Whom names mean.</param>
    /// <param name="conditions">What an issue must be.</param>
    /// <param name="error">Else: what is wrong, and where.</param>
    public static bool TryParse(
        string query, DateTimeOffset now, SearchPeople people, [NotNullWhen(true)] out IReadOnlyList<IssueCondition>? conditions, [NotNullWhen(false)] out SearchError? error)
    {
        conditions = null;
        if (!new SearchReader(query, SearchKeys.All.ContainsKey).TryRead(out var terms, out error))
        {
            return false;
        }

        var binder = new SearchBinder(now, people);
        List<IssueCondition> bound = [];
        foreach (var term in terms.Where(term => term.Key is not null))
        {
            if (binder.Bind(term) is not { } condition)
            {
                error = binder.Error!;
                return false;
            }

            bound.Add(condition);
        }

        // Words are searched for as they stand together: from 'inline:' is one text.
        var words = terms.Where(term => term.Key is null).Select(term => term.Values[0]).ToList();
        if (words.Count > 0)
        {
            bound.Add(new(IssueField.Text) { Patterns = [new(string.Join(' ', words.Select(word => word.Text)), words.TrueForAll(word => !word.IsQuoted))] });
        }

        conditions = bound;
        return true;
    }
}
