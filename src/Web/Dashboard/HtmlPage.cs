using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Picket.Web.Dashboard;

/// <summary>An answer rendered from a component on the server, with a policy of its own where the dashboard's does not do.</summary>
internal sealed class HtmlPage<TComponent>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK, string? policy = null) : IResult
    where TComponent : IComponent
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext context)
    {
        if (policy is not null)
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
        }

        return new RazorComponentResult<TComponent>(parameters) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(context);
    }
}
