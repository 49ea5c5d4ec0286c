using System.Buffers;

namespace Picket.Reports.Noise;

/// <summary>Recognizes crawlers by their user agents: Sentry's list, which its web-crawlers filter has too.</summary>
public static class Crawlers
{
    private static readonly SearchValues<string> _names = SearchValues.Create(
        [
            "Mediapartners-Google", "AdsBot-Google", "Googlebot", "FeedFetcher-Google", "BingBot", "BingPreview", "Baiduspider", "Slurp", "Sogou", "facebook",
            "ia_archiver", "Calypso AppCrawler", "pingdom", "lyticsbot", "AWS Security Scanner", "HubSpot Crawler", "Bytespider", "Better Uptime",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Words that are a crawler's only with one of <see cref="_ends"/> behind them, so that <c>Cubot</c>, a telephone, is none.</summary>
    private static readonly SearchValues<string> _words = SearchValues.Create(["bot", "spider", "slack"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> _ends = SearchValues.Create("/ ;)");

    /// <summary>True where <paramref name="userAgent"/> is a crawler's.</summary>
    public static bool Match(string? userAgent)
    {
        var text = userAgent.AsSpan();
        text = text[..Math.Min(text.Length, ReportLimits.MaxUserAgentLength)];
        return text.ContainsAny(_names) || ContainsWord(text);
    }

    private static bool ContainsWord(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(_words); at >= 0; at = text.IndexOfAny(_words))
        {
            text = text[at..];
            if (text.StartsWith("slack", StringComparison.OrdinalIgnoreCase))
            {
                // The version 1 of Slackbot fetches pages that people post, as a browser would.
                if (!text.StartsWith("Slackbot 1.", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }

                text = text["Slackbot".Length..];
                continue;
            }

            text = text[(text[0] is 's' or 'S' ? "spider" : "bot").Length..];
            var behind = text.StartsWith("s", StringComparison.OrdinalIgnoreCase) ? text[1..] : text;
            if (!behind.IsEmpty && _ends.Contains(behind[0]))
            {
                return true;
            }
        }

        return false;
    }
}
