using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Accounts;

/// <summary>The dashboard's session: a signed cookie that names a user.</summary>
internal static class Session
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "Session";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>The cookie's settings. Lax, because the sign-in link comes from a terminal or a mail; nothing is changed by GET.</summary>
    public static void Configure(CookieAuthenticationOptions options, WebOptions web)
    {
        var secure = web.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        options.Cookie.Name = secure ? "__Host-picket" : "picket";
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
    }

    /// <summary>Starts a session in this browser.</summary>
    public static Task StartAsync(HttpContext context, long userId)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, userId.ToString(CultureInfo.InvariantCulture)));
        return context.SignInAsync(Scheme, new(identity), new() { IsPersistent = true });
    }

    /// <summary>The user of a session; null without one.</summary>
    public static long? FindUser(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
