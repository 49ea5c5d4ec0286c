using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Client_agents : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly Meter _meter = new("Tests");
    private readonly ClientAgents _agents;

    public Client_agents() => _agents = new(new() { UserAgentReadsPerSecond = 2 }, _clock, _meter);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void New_user_agents_above_the_bound_are_unknown_until_the_next_second()
    {
        Assert.Equal(["Chrome 1", "Chrome 2", "unknown"], Enumerable.Range(1, 3).Select(BrowserOf));
        Assert.Equal("Chrome 1", BrowserOf(1)); // remembered
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal("unknown", BrowserOf(3));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("Chrome 3", BrowserOf(3));
    }

    [Fact]
    public void Client_hints_win_and_need_no_user_agent()
    {
        var agent = _agents.Recognize(null, "\"Microsoft Edge\";v=\"156\", \"Not.A/Brand\";v=\"8\"", "\"Windows\"");
        Assert.Equal(("Edge 156", "Windows"), (agent.Browser, agent.Platform));
    }

    [Fact]
    public void Without_a_user_agent_nothing_is_known() => Assert.Equal("unknown", _agents.Recognize("", null, null).Browser);

    private string BrowserOf(int version) => _agents.Recognize($"Chrome/{version}.0.0.0", null, null).Browser;
}
