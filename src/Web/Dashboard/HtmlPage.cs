using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Picket.Web.Dashboard;

/// <summary>An answer rendered from a component on the server, with the headers of our pages.</summary>
internal sealed class HtmlPage<TComponent>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK, string? policy = null) : IResult
    where TComponent : IComponent
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext context)
    {
        if (policy is null)
        {
            PageHeaders.Apply(context.Response.Headers);
        }
        else
        {
            PageHeaders.Apply(context.Response.Headers, policy);
        }

        return new RazorComponentResult<TComponent>(parameters) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(context);
    }
}
