using System.Diagnostics;
using Picket.Reports.UserAgents;

namespace Picket.Reports.Tests.UserAgents;

/// <summary>An attacker picks user agents.</summary>
public class HostileUserAgentTests
{
    /// <summary>Quiet machines need some ten microseconds; what backtracks needs seconds.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(20);

    public static TheoryData<string> Crafted =>
    [
        Fill("a"), Fill("bot"), Fill("Mozilla Mobile "), Fill("Mozilla Mobile Instagram "), Fill("Chrome/1."), Fill("a-iPad/1 CFNetwork "), Fill("/1.1.1 "), Fill("A Bot-"),
        Fill("Version/1.1 Safari "), Fill("Windows NT "), Fill("AppleWebKit/1.1 Safari "), Fill("spider the crawl"), Fill("(((((((("), Fill("Firefox/1.1;Tablet;"), Fill("\u0130\u212a"),
        Fill("Opera/9.80 Opera Mobi "), Fill("[FB;"), Fill("iPhone OS 1_1_"), Fill("HbbTV/1.1.1 (;x;2011"), Fill("\ud800"), Fill("A1.1"), Fill("http://bot.example/archiver_indexer "),
    ];

    [Theory]
    [MemberData(nameof(Crafted))]
    public void No_text_takes_long_to_read(string userAgent)
    {
        UserAgentReader.Read(userAgent); // builds the expressions it needs
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var start = Stopwatch.GetTimestamp();
            UserAgentReader.Read(userAgent);
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        Assert.InRange(fastest, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void Names_are_a_closed_list_whatever_is_asked()
    {
        var names = Enumerable.Range(0, 1000).SelectMany(i => (string[])[$"Mozilla/5.0 (compatible; Invented{i}Bot/{i}.0)", $"Name{i}/1 CFNetwork/1"]);
        Assert.Equal(["Bot", "App"], names.Select(name => UserAgentReader.Read(name).Browser).Distinct());
    }

    private static string Fill(string text) => string.Concat(Enumerable.Repeat(text, 512))[..512];
}
