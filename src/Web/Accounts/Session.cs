using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Picket.Storage.Accounts;

namespace Picket.Web.Accounts;

/// <summary>The dashboard's session: a row in PostgreSQL and a cookie that holds its secret.</summary>
internal static class Session
{
    /// <summary>The cookie's name over HTTPS. Browsers take it over HTTPS only, and from this very host.</summary>
    public const string SecureCookie = "__Host-picket";

    /// <summary>The cookie's name over plain HTTP on loopback.</summary>
    public const string PlainCookie = "picket";

    private const int SecretLength = 48;
    private const int MaxBrowserLength = 200;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);
    private static readonly TimeSpan PendingLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Starts a session in this browser, and ends the one it had.</summary>
    /// <param name="context">The request that signs in.</param>
    /// <param name="userId">Whom.</param>
    /// <param name="isPending">True: the second factor is still to be given.</param>
    public static async Task StartAsync(HttpContext context, long userId, bool isPending = false)
    {
        var sessions = (ISessions)context.RequestServices.GetService(typeof(ISessions))!;
        await EndAsync(context, sessions);
        var browser = context.Request.Headers.UserAgent.ToString();
        var secret = await sessions.StartAsync(
            new(userId, isPending, isPending ? PendingLifetime : Lifetime, AddressOf(context), browser[..Math.Min(browser.Length, MaxBrowserLength)].Replace('\0', ' ')), context.RequestAborted);
        context.Response.Cookies.Append(CookieOf(context.Request), secret, Options(context.Request, isPending ? null : Lifetime));
    }

    /// <summary>Ends this browser's session, if it has one.</summary>
    public static async Task EndAsync(HttpContext context, ISessions sessions)
    {
        if (context.Features.Get<Identified>() is { SessionId: { } session } found)
        {
            await sessions.EndAsync(found.UserId, session, context.RequestAborted);
        }
    }

    /// <summary>Makes the browser forget it.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieOf(context.Request), Options(context.Request, null));

    /// <summary>What the browser holds; null where that can be no session.</summary>
    public static string? FindSecret(HttpRequest request) =>
        request.Cookies[CookieOf(request)] is { Length: SecretLength } secret && secret.All(char.IsAsciiHexDigitLower) ? secret : null;

    /// <summary>Where the person is.</summary>
    public static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    /// <summary>For the parts of ASP.NET Core that ask who a user is.</summary>
    public static ClaimsPrincipal PrincipalOf(Identified found) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, found.UserId.ToString(CultureInfo.InvariantCulture))], nameof(Session)));

    private static string CookieOf(HttpRequest request) => Transport.IsSecure(request) ? SecureCookie : PlainCookie;

    // Lax, because links that come from a terminal or a mail lead to pages; nothing is changed by GET.
    private static CookieOptions Options(HttpRequest request, TimeSpan? lifetime) =>
        new() { Secure = Transport.IsSecure(request), HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lifetime };
}
