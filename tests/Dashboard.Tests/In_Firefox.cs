using System.Text.Json;
using Picket.Testing;

namespace Picket.Dashboard.Tests;

/// <summary>What works in Chromium works in Debian's Firefox, which Playwright cannot drive: Puppeteer does, over WebDriver BiDi.</summary>
[Collection(DashboardHost.Collection)]
public sealed class In_Firefox(DashboardHost host)
{
    [Fact]
    public async Task Pages_fit_keys_triage_and_the_stream_is_live()
    {
        await Samples.SendAsync(host);
        var folder = Path.Combine(Built.Root, "tests", "Dashboard.Tests", "Firefox");
        await Npm.InstallAsync(folder);
        var pictures = Directory.CreateDirectory(Path.Combine(Built.Root, "artifacts", "screenshots")).FullName;
        using var state = JsonDocument.Parse(host.Owner);
        var pages = Every_page.Pages.Select(row => (Name: (string)row[0], Path: (string)row[2])).Where(page => page.Path != "ISSUE").Where((_, i) => Scale.AllLooks || i % 4 == 0).Select(page => $"{page.Name}={page.Path}");
        string[] arguments = ["walk.mjs", Installed.Firefox(), host.Site.GetLeftPart(UriPartial.Authority), pictures, host.Standalone.ReportUri.AbsoluteUri, .. pages];
        var (code, said) = await Command.RunAsync(folder, "node", arguments, ("COOKIES", state.RootElement.GetProperty("cookies").GetRawText()));
        Assert.True(code == 0, said);
    }
}
