using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Picket.Storage.Search;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Web.Http;

/// <summary>Answers for pages and API calls that threw: the cause is logged once and never shown.</summary>
internal sealed partial class FailureMiddleware(RequestDelegate next, ILogger<FailureMiddleware> log)
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Runs the rest.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e.StatusCode, "Bad request", "The request cannot be read.");
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (e is SearchRefusedException refused)
            {
                await ApiSearchError.Refused(context.Response, refused).ExecuteAsync(context);
                return;
            }

            if (e is DbException { IsTransient: true } or TimeoutException)
            {
                LogUnavailable(PatternOf(context), e);
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "Not now", "The database cannot be reached at the moment. Try again in a few seconds.");
                return;
            }

            LogFailed(PatternOf(context), e);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong", "The cause is in the log.");
        }
    }

    private static string? PatternOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    private static Task AnswerAsync(HttpContext context, int status, string title, string text)
    {
        var answer = ApiPaths.Has(context.Request.Path) ? ApiError.Answer(status, text) : Messages.Page(status, title, text);
        return answer.ExecuteAsync(context);
    }

    [LoggerMessage(3201, LogLevel.Error, "{Pattern} failed.")]
    private partial void LogFailed(string? pattern, Exception cause);

    [LoggerMessage(3202, LogLevel.Warning, "{Pattern} could not reach PostgreSQL.")]
    private partial void LogUnavailable(string? pattern, Exception cause);
}
