using Picket.Reports.Noise;

namespace Picket.Reports.Tests.Noise;

public class CrawlerTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true)]
    [InlineData("ia_archiver", true)]
    [InlineData("bots ", true)]
    [InlineData("bots)", true)]
    [InlineData("spider;", true)]
    [InlineData("my BOT/1.0", true)]
    [InlineData("Slack-ImgProxy (+https://api.slack.com/robots)", true)]
    [InlineData("Slackbot-LinkExpanding 1.0", true)]
    [InlineData("Slackbot 1.0(+https://api.slack.com/robots)", true)]
    [InlineData("Slackbot 1.0", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_X19) Chrome/120.0", false)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", false)]
    [InlineData("botanic", false)]
    [InlineData("bot", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Crawlers_are_known_by_name_or_by_word(string? userAgent, bool isCrawler) => Assert.Equal(isCrawler, Crawlers.Match(userAgent));
}
