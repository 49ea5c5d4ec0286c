using Microsoft.AspNetCore.Http;
using Picket.Storage.Accounts;
using Picket.Web.Http;

namespace Picket.Web.Accounts;

/// <summary>Finds out who calls, before anything is decided: a bearer token where there is one (API only), else the session.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, ICallers callers)
{
    private const string Bearer = "Bearer ";
    private const int MaxTokenLength = 200;

    /// <summary>Sets the request's <see cref="Caller"/>.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null && await FindAsync(context) is { } found)
        {
            context.Features.Set(found);
            if (Caller.Of(found) is { } caller)
            {
                context.Features.Set(caller);
            }

            // Antiforgery tokens are bound to whom they were given.
            context.User = Session.PrincipalOf(found);
        }

        await next(context);
    }

    private async ValueTask<Identified?> FindAsync(HttpContext context)
    {
        string? authorization = context.Request.Headers.Authorization;
        if (!ApiPaths.Has(context.Request.Path) || string.IsNullOrEmpty(authorization))
        {
            return Session.FindSecret(context.Request) is { } secret ? await callers.FindBySessionAsync(secret, context.RequestAborted) : null;
        }

        var token = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";
        return token.Length is > 0 and <= MaxTokenLength ? await callers.FindByTokenAsync(token, context.RequestAborted) : null;
    }
}
