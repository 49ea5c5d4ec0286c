using System.Text.Json;

namespace Picket.Dashboard.Tests;

/// <summary>What a first visit brings over the wire, with nothing kept from before.</summary>
[Collection(DashboardHost.Collection)]
public sealed class First_load(DashboardHost host)
{
    private const int Most = 120_000;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/projects")]
    [InlineData("/projects/1")]
    [InlineData("/projects/1/setup")]
    [InlineData("ISSUE")]
    public async Task Is_at_most_120_KB(string path)
    {
        await Samples.SendAsync(host);
        var page = await host.OpenAsync("/projects/1?query=blocked%3Acdn.example.net", state: path == "/sign-in" ? "" : null);
        path = path == "ISSUE" ? (await page.Locator("#issues .title").First.GetAttributeAsync("href"))! : path;
        var debugger = await DashboardHost.WithoutCacheAsync(page);
        var bytes = 0.0;
        debugger.Event("Network.loadingFinished").OnEvent += (_, loaded) => bytes += ((JsonElement)loaded!).GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync(path);
        await page.WaitForLoadStateAsync();
        await page.Context.CloseAsync();
        Assert.InRange(bytes, 5_000, Most); // Less than the style sheet and the scripts would not be a page.
    }
}
