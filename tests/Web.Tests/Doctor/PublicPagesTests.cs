using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Picket.Reports.Headers;
using Picket.Web.Doctor;

namespace Picket.Web.Tests.Doctor;

/// <summary>Here 127.0.0.1 stands for the open internet, and every other address for a private one.</summary>
public sealed class PublicPagesTests : IAsyncLifetime
{
    private readonly List<string> _resolved = [];
    private readonly Queue<string> _answers = new();
    private readonly List<string> _asked = [];
    private WebApplication _site = null!;
    private int _port;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _site = builder.Build();
        _site.Run(async context =>
        {
            _asked.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Cookie}{context.Request.Headers.Authorization}");
            switch (context.Request.Path.Value)
            {
                case "/to":
                    context.Response.Redirect(context.Request.Query["where"].ToString());
                    break;
                case "/loop":
                    context.Response.Redirect("/loop");
                    break;
                case "/long":
                    context.Response.ContentType = "text/html";
                    for (var i = 0; i < 2000; i++)
                    {
                        await context.Response.WriteAsync(new string('x', 1000));
                    }

                    break;
                case "/headers":
                    context.Response.Headers["X-Long"] = new string('x', 100_000);
                    break;
                case "/open":
                    context.Response.Headers.AccessControlAllowOrigin = "*";
                    context.Response.Headers.AccessControlAllowHeaders = "Content-Type";
                    break;
                case "/closed":
                    context.Response.StatusCode = 405;
                    break;
                default:
                    context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
                    context.Response.ContentType = "text/html";
                    await context.Response.WriteAsync("<meta http-equiv=\"NEL\" content=\"{}\">");
                    break;
            }
        });
        await _site.StartAsync();
        _port = new Uri(_site.Urls.First()).Port;
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task A_pages_headers_and_meta_elements_are_read()
    {
        var page = await GetAsync("http://site.example/", "127.0.0.1");
        Assert.Equal(200, page.Status);
        Assert.Contains(new HeaderField("Content-Security-Policy", "default-src 'none'"), page.Fields);
        Assert.Contains(new HeaderField("NEL", "{}", true), page.Fields);
        Assert.Equal("GET / ", Assert.Single(_asked));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")] // decimal
    [InlineData("http://0x7f000001/")] // hexadecimal
    [InlineData("http://0x7f.1/")]
    [InlineData("http://017700000001/")] // octal
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://１２７.０.０.１/")] // full-width digits
    [InlineData("http://localhost/")]
    [InlineData("http://localhost./")]
    public async Task No_spelling_of_a_private_address_is_connected_to(string address)
    {
        using var pages = new PublicPages(FetchRules.Internet);
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => pages.GetAsync(PublicPages.ReadAddress(address)!, CancellationToken.None));
        Assert.Matches("not on the public internet|There is no host", refused.Message);
    }

    [Theory]
    [InlineData("http://site.example:22/")]
    [InlineData("http://site.example:8080/")]
    [InlineData("https://site.example:5432/")]
    public async Task No_other_port_than_a_websites_is_connected_to(string address)
    {
        using var pages = new PublicPages(FetchRules.Internet);
        Assert.Contains("usual ports", (await Assert.ThrowsAsync<FetchRefusedException>(() => pages.GetAsync(new(address), CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://site.example/")]
    [InlineData("gopher://site.example/")]
    [InlineData("http://user:secret@site.example/")]
    [InlineData("http://")]
    [InlineData("")]
    [InlineData("a b")]
    public void What_is_no_address_of_a_website_is_none(string text) => Assert.Null(PublicPages.ReadAddress(text));

    [Theory]
    [InlineData("www.example.com", "https://www.example.com/")]
    [InlineData(" http://example.com/a?b ", "http://example.com/a?b")]
    [InlineData("example.com/path", "https://example.com/path")]
    public void Addresses_are_read_as_people_write_them(string text, string address) => Assert.Equal(address, PublicPages.ReadAddress(text)!.AbsoluteUri);

    [Theory]
    [InlineData("http://inside.example/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("//inside.example/")]
    [InlineData("http://[::1]/")]
    public async Task A_redirect_into_the_private_network_is_not_followed(string where)
    {
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => GetAsync($"http://site.example/to?where={Uri.EscapeDataString(where)}", "127.0.0.1", "10.0.0.1"));
        Assert.Contains("not on the public internet", refused.Message, StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_redirect_to_a_file_is_not_followed() =>
        await Assert.ThrowsAsync<FetchRefusedException>(() => GetAsync("http://site.example/to?where=file:///etc/passwd", "127.0.0.1"));

    [Fact]
    public async Task A_redirect_to_a_public_page_is_followed_and_checked_again()
    {
        // Whether the connection is used again or made anew, no name is connected to that was not resolved and checked.
        var page = await GetAsync($"http://site.example/to?where={Uri.EscapeDataString($"http://other.example:{_port}/")}", "127.0.0.1", "127.0.0.1");
        Assert.Equal("other.example", page.Address.Host);
        Assert.Equal(["site.example", "other.example"], _resolved);
    }

    [Fact]
    public async Task Redirects_end() => Assert.Contains(
        "redirects", (await Assert.ThrowsAsync<FetchRefusedException>(() => GetAsync("http://site.example/loop", "127.0.0.1"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_changes_its_address_is_connected_to_where_it_was_checked()
    {
        // The second answer would lead inside; it is never asked for.
        var page = await GetAsync("http://rebinding.example/", "127.0.0.1", "10.0.0.1");
        Assert.Equal(200, page.Status);
        Assert.Single(_resolved);
    }

    [Fact]
    public async Task A_name_with_a_public_and_a_private_address_is_refused() =>
        await Assert.ThrowsAsync<FetchRefusedException>(() => GetAsync("http://both.example/", "127.0.0.1,10.0.0.1"));

    [Fact]
    public async Task A_long_page_is_read_to_its_bound_only() => Assert.Equal(200, (await GetAsync("http://site.example/long", "127.0.0.1")).Status);

    [Fact]
    public async Task Too_many_headers_are_refused() => await Assert.ThrowsAsync<FetchRefusedException>(() => GetAsync("http://site.example/headers", "127.0.0.1"));

    [Theory]
    [InlineData("/open", "127.0.0.1", EndpointState.Answers)]
    [InlineData("/closed", "127.0.0.1", EndpointState.RefusesPreflight)]
    [InlineData("/", "127.0.0.1", EndpointState.RefusesPreflight)]
    [InlineData("/open", "10.0.0.1", EndpointState.Unreachable)]
    public async Task An_address_is_asked_as_a_browser_would(string path, string address, EndpointState state)
    {
        _answers.Enqueue(address);
        using var pages = Pages();
        Assert.Equal(state, await pages.ProbeAsync(new($"http://reports.example:{_port}{path}"), "https://site.example", CancellationToken.None));
    }

    private async Task<FetchedPage> GetAsync(string address, params string[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        using var pages = Pages();
        return await pages.GetAsync(new UriBuilder(address) { Port = _port }.Uri, CancellationToken.None);
    }

    private PublicPages Pages() => new(new(
        (host, _) =>
        {
            _resolved.Add(host);
            return Task.FromResult(_answers.Dequeue().Split(',').Select(IPAddress.Parse).ToArray());
        },
        address => address.Equals(IPAddress.Loopback),
        _ => true));
}
