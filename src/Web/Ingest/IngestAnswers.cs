using System.Globalization;
using Microsoft.AspNetCore.Http;
using Picket.Ingestion.Outcomes;

namespace Picket.Web.Ingest;

/// <summary>Writes what senders get. Any site may send reports, so every answer allows every origin.</summary>
internal static class IngestAnswers
{
    private const string ExposedHeaders = "x-sentry-error, x-sentry-rate-limits, retry-after";
    private const string AllowedHeaders =
        "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication, authorization, content-encoding, transfer-encoding";

    private const string RateLimits = "X-Sentry-Rate-Limits";
    private const string UnavailableSeconds = "5";

    /// <summary>Answers a preflight: browsers ask before they send Reporting API batches to another origin.</summary>
    public static Task WritePreflight(HttpResponse response)
    {
        AllowOrigins(response.Headers);
        response.Headers.AccessControlAllowMethods = "POST";
        response.Headers.AccessControlAllowHeaders = AllowedHeaders;
        response.Headers.AccessControlMaxAge = "3600";
        response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>Answers with <paramref name="answer"/>.</summary>
    public static Task Write(HttpResponse response, in IngestAnswer answer)
    {
        if (response.HasStarted)
        {
            return Task.CompletedTask;
        }

        if (answer.Limit is { } limit)
        {
            WriteLimit(response.Headers, limit);
        }

        if (answer.Refusal is { } refusal)
        {
            return Write(response, refusal);
        }

        AllowOrigins(response.Headers);
        response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>Answers with a refusal.</summary>
    public static Task Write(HttpResponse response, Refusal refusal)
    {
        AllowOrigins(response.Headers);
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = UnavailableSeconds;
        }
        else if (refusal == Refusal.NetworkLimited)
        {
            response.Headers.RetryAfter = "1"; // A network gets back many requests a second.
        }
        else if (refusal == Refusal.Challenge)
        {
            // Firefox leaves out the key of https://KEY@host/1 until it is asked for it, and asks nobody where there is none. Chromium never sends to such a URL.
            response.Headers.WWWAuthenticate = "Basic realm=\"Picket\"";
        }

        response.StatusCode = refusal.Status;
        response.ContentType = "application/json";
        response.ContentLength = refusal.Body.Length;
        return response.Body.WriteAsync(refusal.Body).AsTask();
    }

    private static void WriteLimit(IHeaderDictionary headers, LimitHit limit)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(limit.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var scope = limit.Scope switch
        {
            LimitScope.Key => "key",
            LimitScope.Project => "project",
            _ => "organization",
        };
        headers.RetryAfter = seconds;
        headers[RateLimits] = $"{seconds}:security:{scope}:{limit.Reason}";
    }

    private static void AllowOrigins(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = ExposedHeaders;
    }
}
