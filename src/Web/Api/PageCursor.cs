using System.Globalization;
using Picket.Storage.Queries;

namespace Picket.Web.Api;

/// <summary>A place in a list of issues, in the form of Sentry's cursors: <c>time:issue:0</c>, the time in microseconds since 1970, as PostgreSQL keeps it.</summary>
internal readonly record struct PageCursor(DateTimeOffset ListedAt, long Id)
{
    /// <summary>Behind <paramref name="issue"/>.</summary>
    public static PageCursor Behind(IssueSummary issue) => new(issue.ListedAt, issue.ListedId);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PageCursor cursor)
    {
        cursor = default;
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ':') != 3 || text[parts[2]] is not "0"
            || !TryReadNumber(text[parts[0]], out var microseconds) || !TryReadNumber(text[parts[1]], out var id)
            || microseconds > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
        {
            return false;
        }

        cursor = new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), id);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(ListedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}:{Id}:0");

    private static bool TryReadNumber(ReadOnlySpan<char> text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
