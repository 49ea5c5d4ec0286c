using System.Net;
using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests.Edge;

public sealed class Half_an_answer : IAsyncLifetime, IDisposable
{
    private readonly KestrelIngestHost _host = new();
    private readonly HttpClient _http = new();
    private CuttingRelay _relay = null!;
    private LocalGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _relay = new(_host.FramesPort);
        _gateway = await LocalGateway.StartAsync(LocalGateway.Options(_host.BaseAddress, _relay.Port));
        await _gateway.HostsAsync(1);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _relay.DisposeAsync();
        await _host.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task Is_none_and_the_report_is_sent_to_nobody_again(int bytes)
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        _relay.CutAfter(bytes);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync());
        Assert.Equal(2, _host.Intake.Submissions.Count);

        // The link finds its host again by itself.
        await _gateway.HostsAsync(1);
        Assert.Equal(HttpStatusCode.OK, await SendAsync());
        Assert.Equal(3, _host.Intake.Submissions.Count);
    }

    private async Task<HttpStatusCode> SendAsync()
    {
        using var content = new StringContent("""{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://cdn.example/a.png"}}""");
        using var response = await _http.PostAsync(new Uri(_gateway.Address, "/api/1/security/?sentry_key=0123456789abcdef0123456789abcdef"), content);
        return response.StatusCode;
    }
}
