using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Edge;
using Picket.Gateway.Limits;
using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests.Edge;

public sealed class Warning_of_a_proxy : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly LoggerFactory _logs = new();
    private readonly SuspicionMiddleware _middleware;

    public Warning_of_a_proxy()
    {
        _logs.AddProvider(_log);
        _middleware = new(_ => Task.CompletedTask, new(), _time, _logs.CreateLogger<SuspicionMiddleware>());
    }

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Names_the_address_and_the_setting_once_in_ten_minutes()
    {
        await SendAsync(2 * ProxySuspicion.Sample, forwards: true);
        var line = Assert.Single(_log.Lines);
        Assert.Contains("10.0.0.9", line, StringComparison.Ordinal);
        Assert.Contains("Picket__TrustedNetworks__0", line, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(10));
        await SendAsync(ProxySuspicion.Sample, forwards: true);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Does_not_come_for_a_sender_who_speaks_for_itself()
    {
        await SendAsync(2 * ProxySuspicion.Sample, forwards: false);
        Assert.Empty(_log.Lines);
    }

    private async Task SendAsync(int count, bool forwards)
    {
        for (var i = 0; i < count; i++)
        {
            var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.0.0.9") } };
            if (forwards)
            {
                context.Request.Headers["X-Forwarded-For"] = "198.51.100.1";
            }

            await _middleware.InvokeAsync(context);
        }
    }
}
