using System.Globalization;

namespace Picket.Web.Api.Search;

/// <summary>Times as searches and periods write them.</summary>
internal static class SearchTimes
{
    private const int MaxDigits = 6;

    private static readonly string[] Days = ["yyyy-MM-dd"];
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    /// <summary>
    /// <c>-24h</c>: within the last 24 hours; <c>+7d</c>: longer than 7 days ago; <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c> with a day or time of UTC; a day alone: on it.
    /// </summary>
    public static (DateTimeOffset? From, DateTimeOffset? Before)? Parse(SearchValue value, DateTimeOffset now)
    {
        var text = value.Text.AsSpan();
        if (text[0] is '-' or '+')
        {
            return Span(text[1..]) is not { } span || span > now - DateTimeOffset.UnixEpoch ? null : text[0] == '-' ? (now - span, null) : (null, now - span);
        }

        var sign = text[..^text.TrimStart("<>=").Length].ToString();
        if (Moment(text[sign.Length..], out var isDay) is not { } at)
        {
            return null;
        }

        var next = isDay ? at.AddDays(1) : at.AddTicks(TimeSpan.TicksPerMicrosecond);
        return sign switch
        {
            "" => (at, next),
            ">" => (next, null),
            ">=" => (at, null),
            "<" => (null, at),
            "<=" => (null, next),
            _ => null,
        };
    }

    /// <summary>A length of time: a number with <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>; null where it is none.</summary>
    public static TimeSpan? Span(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > MaxDigits + 1 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            'w' => TimeSpan.FromDays(7L * number),
            _ => null,
        };
    }

    /// <summary>A day or time of UTC, between the years 1970 and 9000; null where it is none.</summary>
    public static DateTimeOffset? Moment(ReadOnlySpan<char> text, out bool isDay)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var time = text.EndsWith("Z") ? text[..^1] : text;
        isDay = DateTimeOffset.TryParseExact(text, Days, CultureInfo.InvariantCulture, Utc, out var at);
        return (isDay || DateTimeOffset.TryParseExact(time, Moments, CultureInfo.InvariantCulture, Utc, out at)) && at.Year is >= 1970 and <= 9000 ? at : null;
    }
}
