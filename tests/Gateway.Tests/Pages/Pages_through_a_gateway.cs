using System.Net.Http.Json;

namespace Picket.Gateway.Tests.Pages;

public sealed class Pages_through_a_gateway : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new();
    private PageHost _host = null!;

    public async Task InitializeAsync() => _host = await PageHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task What_a_client_says_about_who_it_is_does_not_get_through()
    {
        await using var gateway = await StartAsync();
        var headers = await HeadersAsync(
            gateway,
            ("X-Forwarded-For", "203.0.113.7"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Prefix", "/evil"),
            ("Forwarded", "for=203.0.113.7"),
            ("X-Real-IP", "203.0.113.7"),
            ("X-Original-For", "203.0.113.7"));
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.DoesNotContain(headers, header => header.Value.Contains("203.0.113.7", StringComparison.Ordinal) || header.Value.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trusted_proxy_is_believed_and_its_client_handed_on()
    {
        await using var gateway = await StartAsync(new Dictionary<string, string?> { ["Picket:TrustedNetworks:0"] = "127.0.0.0/8" });
        var headers = await HeadersAsync(gateway, ("X-Forwarded-For", "198.51.100.1, 203.0.113.7"), ("X-Forwarded-Proto", "https"));
        Assert.Equal("203.0.113.7", headers["X-Forwarded-For"]);
        Assert.Equal("https", headers["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task The_name_that_was_asked_for_gets_through()
    {
        await using var gateway = await StartAsync();
        Assert.Equal("picket.example", (await HeadersAsync(gateway, ("Host", "picket.example")))["Host"]);
    }

    [Fact]
    public async Task Live_updates_come_one_by_one_as_they_are_sent()
    {
        await using var gateway = await StartAsync();
        _host.Next.Release();
        using var response = await _http.GetAsync(new Uri(gateway.Address, "/stream"), HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var i = 0; i < 5; i++)
        {
            // The next is not sent before this one has been read: whoever buffers, waits for ever.
            Assert.Equal($"data: {i}", await reader.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await reader.ReadLineAsync().WaitAsync(Patience));
            _host.Next.Release();
        }
    }

    private Task<LocalGateway> StartAsync(IReadOnlyDictionary<string, string?>? settings = null) =>
        LocalGateway.StartAsync(LocalGateway.Options(_host.Address, framesPort: 1), settings);

    private async Task<Dictionary<string, string>> HeadersAsync(LocalGateway gateway, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, "/headers"));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return new((await response.Content.ReadFromJsonAsync<Dictionary<string, string>>())!, StringComparer.OrdinalIgnoreCase);
    }
}
