using System.Globalization;
using Picket.Storage.Queries;
using Picket.Storage.Search;

namespace Picket.Web.Api;

/// <summary>A place in a list of issues, in the form of Sentry's cursors: <c>key:issue:0</c>. The key is what the list is ordered by, times in microseconds since 1970, as PostgreSQL keeps them.</summary>
internal readonly record struct PageCursor(long Key, long Id)
{
    private const long MaxKey = 253_402_300_799_000_000; // the end of the year 9999

    /// <summary>Behind <paramref name="issue"/> in a list ordered by <paramref name="sort"/>.</summary>
    public static PageCursor Behind(IssueSummary issue, IssueSort sort) => new(
        sort switch
        {
            IssueSort.LastSeen => (issue.ListedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            IssueSort.New => issue.ListedId,
            _ => issue.Count,
        },
        issue.ListedId);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PageCursor cursor)
    {
        cursor = default;
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ':') != 3 || text[parts[2]] is not "0"
            || !TryReadNumber(text[parts[0]], out var key) || !TryReadNumber(text[parts[1]], out var id) || key > MaxKey)
        {
            return false;
        }

        cursor = new(key, id);
        return true;
    }

    /// <summary>For a search.</summary>
    public IssueCursor ToSearch() => new(Key, Id);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key}:{Id}:0");

    private static bool TryReadNumber(ReadOnlySpan<char> text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
