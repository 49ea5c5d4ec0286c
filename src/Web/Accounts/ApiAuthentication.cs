using Microsoft.AspNetCore.Http;
using Picket.Web.Api;

namespace Picket.Web.Accounts;

/// <summary>The API is for bearer tokens and sessions.</summary>
internal sealed class ApiAuthentication : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Features.Get<Caller>() is not null)
        {
            return await next(context);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiError.Unauthorized(http.Request.Headers.Authorization.Count > 0 ? "Invalid token" : "Authentication credentials were not provided.");
    }
}
