using Microsoft.AspNetCore.Http;
using Picket.Storage.Accounts;
using Picket.Web.Http;

namespace Picket.Web.Accounts;

/// <summary>Finds out who calls, before parameters are bound: a bearer token where there is one (API only), else the session.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, AccountStore accounts)
{
    private const string Bearer = "Bearer ";
    private const int MaxTokenLength = 200;

    /// <summary>Sets the request's <see cref="Caller"/>.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null && await FindAsync(context) is { } user)
        {
            context.Features.Set(new Caller(user));
        }

        await next(context);
    }

    private async ValueTask<long?> FindAsync(HttpContext context)
    {
        string? authorization = context.Request.Headers.Authorization;
        if (!ApiPaths.Has(context.Request.Path) || string.IsNullOrEmpty(authorization))
        {
            return Session.FindUser(context.User);
        }

        var token = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";
        return token.Length is > 0 and <= MaxTokenLength ? await accounts.FindUserByTokenAsync(token, context.RequestAborted) : null;
    }
}
