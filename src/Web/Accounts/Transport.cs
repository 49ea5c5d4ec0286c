using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Picket.Web.Accounts;

/// <summary>Whether cookies may travel: over HTTPS, or over plain HTTP on this machine alone.</summary>
internal static class Transport
{
    /// <summary>True where browsers reach this installation by HTTPS, be it ours or a proxy's. It is the public address that says so, never the request.</summary>
    public static bool IsSecure(HttpRequest request) => PublicUrl(request).Scheme == Uri.UriSchemeHttps;

    /// <summary>True where people may sign in.</summary>
    public static bool MaySignIn(HttpRequest request) => IsSecure(request) || (PublicUrl(request).IsLoopback && IsLoopback(request.Host.Host));

    private static Uri PublicUrl(HttpRequest request) =>
        new(((IOptions<WebOptions>)request.HttpContext.RequestServices.GetService(typeof(IOptions<WebOptions>))!).Value.PublicUrl);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
