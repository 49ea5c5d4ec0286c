using Picket.Reports.UserAgents;

namespace Picket.Reports.Tests.UserAgents;

public class ClientHintsTests
{
    private static readonly ClientAgent _agent = new("Chrome", 110, "Windows");

    [Theory]
    [InlineData("""
        "Chromium";v="156", "Google Chrome";v="156", "Not)A;Brand";v="99"
        """, "Chrome 156")]
    [InlineData("""
        " Not;A Brand";v="99", "Microsoft Edge";v="97", "Chromium";v="97"
        """, "Edge 97")]
    [InlineData("""
        "Not\"A, v=\\Brand";v="8", "Opera";v="105", "Chromium";v="119"
        """, "Opera 105")]
    [InlineData("""
        "Brave";v="131", "Chromium";v="131", "Not_A Brand";v="24"
        """, "Brave 131")]
    [InlineData("""
        "Samsung Internet";v="28.0.1.2","Chromium";v="130.0.6723.86","?Not A?Brand";v="99.0.0.0"
        """, "Samsung Internet 28")]
    [InlineData("""
        "Android WebView";v="140", "Chromium";v="140"
        """, "Chrome 140")]
    [InlineData("""
        "Google Chrome"
        """, "Chrome 110")]
    [InlineData("""
        "Google Chrome";v="99999999999"
        """, "Chrome 110")]
    [InlineData("""
        "Chromium";v="156", "Not)A;Brand";v="99"
        """, "Chrome 110")]
    [InlineData("""
        "Invented Browser";v="1"
        """, "Chrome 110")]
    [InlineData("\"Google Chrome", "Chrome 110")]
    [InlineData("\"Google Chrome\\", "Chrome 110")]
    [InlineData("\"\"\"\"\"\"\",,,,;;;v=\"", "Chrome 110")]
    [InlineData("", "Chrome 110")]
    [InlineData(null, "Chrome 110")]
    public void Known_brands_win_over_the_user_agent(string? brands, string browser) => Assert.Equal(browser, ClientHints.Apply(_agent, brands, null).Browser);

    [Theory]
    [InlineData("\"macOS\"", "macOS")]
    [InlineData("\"Chrome OS\"", "ChromeOS")]
    [InlineData(" \"Android\" ", "Android")]
    [InlineData("\"Unknown\"", "Windows")]
    [InlineData("\"Invented\"", "Windows")]
    [InlineData("", "Windows")]
    [InlineData(null, "Windows")]
    public void A_known_platform_wins_over_the_user_agent(string? platform, string expected) => Assert.Equal(expected, ClientHints.Apply(_agent, null, platform).Platform);

    [Fact]
    public void Hints_that_say_the_same_change_nothing() => Assert.Same(_agent, ClientHints.Apply(_agent, "\"Google Chrome\";v=\"110\"", "\"Windows\""));
}
