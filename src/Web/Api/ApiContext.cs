namespace Picket.Web.Api;

/// <summary>What an event's browser is.</summary>
internal sealed record ApiContext(string Name, string? Version, string Type)
{
    /// <summary>From a family with its major version, such as <c>Chrome 156</c>.</summary>
    public static ApiContext Browser(string browser)
    {
        var space = browser.LastIndexOf(' ');
        return space > 0 && char.IsAsciiDigit(browser[^1]) ? new(browser[..space], browser[(space + 1)..], "browser") : new(browser, null, "browser");
    }
}
