using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>Lets a form pass only if one of our own pages sent it, made for this user: each has a token that goes with a cookie.</summary>
internal sealed class OwnForms(IAntiforgery antiforgery) : IEndpointFilter
{
    /// <summary>The form's field with the token.</summary>
    public const string Field = "form-token";

    /// <summary>A token for the forms of the page that is about to be sent.</summary>
    public static string? TokenFor(HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken;

    /// <summary>Names the field and the cookie.</summary>
    public static void Configure(AntiforgeryOptions options, WebOptions web)
    {
        var secure = web.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        options.FormFieldName = Field;
        options.Cookie.Name = secure ? "__Host-picket-forms" : "picket-forms";
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.Cookie.Path = "/";
        options.SuppressXFrameOptionsHeader = true; // The policy of pages says frame-ancestors 'none'.
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Messages.Page(StatusCodes.Status400BadRequest, "Not done", "The page was open for too long, or another site sent this. Go back, reload the page and try again.");
}
