using Microsoft.AspNetCore.Http;

namespace Picket.Web.Accounts;

/// <summary>Pages are for sessions; everyone else is shown how to sign in.</summary>
internal sealed class PageAuthentication : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<Caller>() is null ? TypedResults.LocalRedirect("/sign-in") : await next(context);
}
