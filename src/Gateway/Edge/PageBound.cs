using Picket.Gateway.Limits;

namespace Picket.Gateway.Edge;

/// <summary>Bounds the pages and API calls that are under way, so that people's pages cannot use up what reports need.</summary>
internal sealed class PageBound(RequestDelegate next, InFlight pages, EdgeInstruments instruments)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!pages.TryEnter())
        {
            instruments.OnRefused("pages");
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            pages.Leave();
        }
    }
}
