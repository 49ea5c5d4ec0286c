using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>One-time links in, sign-out out.</summary>
internal static class SignInEndpoints
{
    private const int MaxTokenLength = 200;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (string? token) => Show(token is { Length: > 0 and <= MaxTokenLength } ? token : null));
        routes.MapPost("/sign-in", UseLinkAsync).DisableAntiforgery();
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).DisableAntiforgery();
    }

    private static HtmlPage<SignInPage> Show(string? token, int status = StatusCodes.Status200OK) =>
        new(new() { [nameof(SignInPage.Token)] = token }, status);

    /// <summary>A page of another site sent it. Browsers say so to HTTPS and loopback; Origin says nothing here, for our pages send no referrer.</summary>
    private static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    /// <summary>Looking at the link does not use it up: mail scanners and previews look, too. Sending the page's form does.</summary>
    private static async Task<IResult> UseLinkAsync(HttpContext context, [FromForm] string? token, AccountStore accounts)
    {
        // Another site must not sign its visitors in to an account of its choice.
        if (IsFromElsewhere(context.Request))
        {
            return Show(null, StatusCodes.Status403Forbidden);
        }

        if (token is not { Length: > 0 and <= MaxTokenLength } || await accounts.UseSignInLinkAsync(token, context.RequestAborted) is not { } user)
        {
            // Whoever opens the same link again is in already.
            return context.Features.Get<Caller>() is null ? Show(null, StatusCodes.Status403Forbidden) : TypedResults.LocalRedirect("/");
        }

        await Session.StartAsync(context, user);
        return TypedResults.LocalRedirect("/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        if (IsFromElsewhere(context.Request))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        await context.SignOutAsync(Session.Scheme);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
