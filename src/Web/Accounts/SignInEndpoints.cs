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
        var open = routes.MapGroup("").IsOpen().DisableAntiforgery(); // AccessMiddleware checks it.
        open.MapGet("/sign-in", (string? token) => Show(token is { Length: > 0 and <= MaxTokenLength } ? token : null));
        open.MapPost("/sign-in", UseLinkAsync);
        open.MapPost("/sign-out", SignOutAsync);
    }

    private static HtmlPage<SignInPage> Show(string? token, int status = StatusCodes.Status200OK) =>
        new(new() { [nameof(SignInPage.Token)] = token }, status);

    /// <summary>Looking at the link does not use it up: mail scanners and previews look, too. Sending the page's form does.</summary>
    private static async Task<IResult> UseLinkAsync(HttpContext context, [FromForm] string? token, LinkStore links)
    {
        if (token is not { Length: > 0 and <= MaxTokenLength } || await links.UseAsync(token, LinkPurpose.SignIn, context.RequestAborted) is not { } link)
        {
            // Whoever opens the same link again is in already.
            return context.Features.Get<Caller>() is null ? Show(null, StatusCodes.Status403Forbidden) : TypedResults.LocalRedirect("/");
        }

        await Session.StartAsync(context, link.UserId);
        return TypedResults.LocalRedirect("/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, ISessions sessions)
    {
        await Session.EndAsync(context, sessions);
        Session.Forget(context);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
