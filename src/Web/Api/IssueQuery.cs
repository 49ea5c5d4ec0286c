using System.Diagnostics.CodeAnalysis;
using Picket.Ingestion.Issues;
using Picket.Storage.Queries;

namespace Picket.Web.Api;

/// <summary>
/// Reads a search in Sentry's form: <c>is:unresolved|resolved|ignored</c>, <c>release:</c>, <c>environment:</c>, and free text. Quotes hold words together,
/// as value or as text. What it does not know it refuses, because a filter that is silently left out shows wrong issues.
/// </summary>
internal static class IssueQuery
{
    /// <summary>Characters of a search.</summary>
    public const int MaxLength = 500;

    /// <summary>What an API call without <c>query</c> means, as in Sentry.</summary>
    public const string Default = "is:unresolved";

    /// <summary>Reads <paramref name="query"/>.</summary>
    /// <param name="query">The search; empty finds everything.</param>
    /// <param name="filter">What to look for.</param>
    /// <param name="error">Else: what is wrong, in one sentence.</param>
    public static bool TryParse(string query, [NotNullWhen(true)] out IssueFilter? filter, [NotNullWhen(false)] out string? error)
    {
        (filter, error) = (null, null);
        if (query.Length > MaxLength)
        {
            error = $"The search is longer than {MaxLength} characters.";
            return false;
        }

        var result = new IssueFilter();
        List<string> words = [];
        foreach (var term in SearchTerm.Split(query))
        {
            if (term.Key is null)
            {
                words.Add(term.Value);
            }
            else if ((error = Apply(term.Key, term.Value, ref result)) is not null)
            {
                return false;
            }
        }

        filter = words.Count == 0 ? result : result with { Text = string.Join(' ', words) };
        return true;
    }

    private static string? Apply(string key, string value, ref IssueFilter filter)
    {
        if (key.StartsWith('!'))
        {
            return $"'{key}:' excludes, which searches cannot do; leave out the '!'.";
        }

        switch (key)
        {
            case "is":
                return Set(key, filter.Status, StatusOf(value), $"'is:{value}' is unknown; there are is:unresolved, is:resolved and is:ignored.", ref filter, static (f, v) => f with { Status = v });
            case "release" when value is "latest":
                return "'release:latest' is not supported; name the release.";
            case "release":
                return Set(key, filter.Release, Exact(value), NotExact(key), ref filter, static (f, v) => f with { Release = v });
            case "environment":
                return Set(key, filter.Environment, Exact(value), NotExact(key), ref filter, static (f, v) => f with { Environment = v });
            default:
                return $"'{key}:' is unknown; there are is:, release: and environment:. Put quotes around text that has a colon.";
        }
    }

    private static string? Set<T>(string key, T? present, T? value, string otherwise, ref IssueFilter filter, Func<IssueFilter, T?, IssueFilter> set)
    {
        if (value is null)
        {
            return otherwise;
        }

        if (present is not null)
        {
            return $"'{key}:' is there twice.";
        }

        filter = set(filter, value);
        return null;
    }

    private static IssueStatus? StatusOf(string value) => value switch
    {
        "unresolved" => IssueStatus.Unresolved,
        "resolved" => IssueStatus.Resolved,
        "ignored" or "archived" => IssueStatus.Ignored,
        _ => null,
    };

    private static string? Exact(string value) => value.Length == 0 || value.Contains('*', StringComparison.Ordinal) || value.StartsWith('[') ? null : value;

    private static string NotExact(string key) => $"'{key}:' wants one value, without wildcards or lists.";
}
