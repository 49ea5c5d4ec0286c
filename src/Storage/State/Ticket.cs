using Picket.Reports.Normalization;

namespace Picket.Storage.State;

/// <summary>A ticket in someone's tracker.</summary>
/// <param name="Url">Its address, http or https.</param>
/// <param name="Title">What it is shown as.</param>
public sealed record Ticket(string Url, string Title)
{
    /// <summary>Characters of an address.</summary>
    public const int MaxUrlLength = 2000;

    /// <summary>Characters of a title.</summary>
    public const int MaxTitleLength = 200;

    /// <summary>One from what a person wrote; null where <paramref name="url"/> is no address of a web page. It becomes a link that people follow, so it must lead to a page and nowhere else.</summary>
    /// <param name="url">The address.</param>
    /// <param name="title">What it is shown as, cut to what fits; null or empty for host and path of the address.</param>
    public static Ticket? Of(string? url, string? title)
    {
        if (url is null || url.Length > MaxUrlLength || url.Any(char.IsControl)
            || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            return null;
        }

        title = string.IsNullOrWhiteSpace(title) ? uri.GetComponents(UriComponents.Host | UriComponents.Path, UriFormat.UriEscaped) : title.Trim();
        return new(url, OneLine.Of(title, MaxTitleLength));
    }
}
