using Picket.Reports.UserAgents;

namespace Picket.Reports.Tests.UserAgents;

public class UserAgentTests
{
    public static TheoryData<string, string, string> Agents
    {
        get
        {
            using var file = new StreamReader(typeof(UserAgentTests).Assembly.GetManifestResourceStream("agents.txt")!);
            var cases = new TheoryData<string, string, string>();
            foreach (var fields in file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(" | ", 3)))
            {
                cases.Add(fields[0], fields[1], fields[2]);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Family_version_and_platform_are_recognized(string browser, string platform, string userAgent)
    {
        var agent = UserAgentReader.Read(userAgent);
        Assert.Equal((browser, platform), (agent.Browser, agent.Platform));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0\0\0\0")]
    [InlineData("Ünïcode Brötchen/1.0")]
    public void Nothing_is_known_of_nothing(string? userAgent) => Assert.Equal(ClientAgent.Unknown, UserAgentReader.Read(userAgent));

    [Fact]
    public void The_same_browser_is_the_same_instance() =>
        Assert.Same(UserAgentReader.Read("Chrome/156.0.0.0 Safari/537.36").Browser, UserAgentReader.Read("Chrome/156.0.0.1 Safari/537.36").Browser);

    [Fact]
    public void What_stands_behind_the_bound_is_not_read() => Assert.Equal("unknown", UserAgentReader.Read(new string(' ', 512) + "Chrome/156.0").Browser);
}
