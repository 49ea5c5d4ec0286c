using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Reports;

namespace Picket.Web.Ingest;

/// <summary>
/// Takes reports. Stands before routing, because this is where a flood arrives: no endpoint, no binding, no log line per request.
/// Whatever comes, the answer is 200, a <see cref="Refusal"/>, or none where the sender left; the only 5xx is 503.
/// </summary>
internal sealed class IngestMiddleware(RequestDelegate next, IReportReceiver receiver, BodyBudget budget, IngestFailures failures)
{
    private const int MaxOriginLength = 300;
    private const int MaxBrandsLength = 512;
    private const int MaxPlatformLength = 64;

    /// <summary>Answers ingest's addresses, passes on the rest.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!IngestPath.TryMatch(context.Request.Path.Value, out var text, out var isDsn))
        {
            return next(context);
        }

        var method = context.Request.Method;
        if (HttpMethods.IsOptions(method))
        {
            return IngestAnswers.WritePreflight(context.Response);
        }

        if (!HttpMethods.IsPost(method))
        {
            context.Response.Headers.Allow = "POST, OPTIONS";
            return IngestAnswers.Write(context.Response, Refusal.BadMethod);
        }

        return ProjectId.TryParse(text, out var project)
            ? TakeAsync(context, project, isDsn)
            : IngestAnswers.Write(context.Response, Refusal.BadProject);
    }

    private async Task TakeAsync(HttpContext context, ProjectId project, bool isDsn)
    {
        IngestAnswer answer;
        try
        {
            var refusal = ReadHead(context, project, isDsn, out var request);
            answer = refusal is null ? await ReceiveAsync(context, request!) : Refused(project, refusal);
        }
        catch (Exception e) when (e is ConnectionResetException || context.RequestAborted.IsCancellationRequested)
        {
            // The browser closed the page. Nothing was taken, so nothing may look like a 200, and nothing is left to drain.
            context.Abort();
            return;
        }
        catch (BadHttpRequestException e)
        {
            answer = Refused(project, e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Refusal.TooLarge,
                StatusCodes.Status408RequestTimeout => Refusal.TooSlow,
                _ => Refusal.BrokenRequest,
            });
        }
        catch (IOException)
        {
            answer = Refused(project, Refusal.BrokenRequest); // Kestrel's word for an overlong chunk size, or for a connection that is gone.
        }
        catch (Exception e)
        {
            failures.Count(e);
            answer = new(Refusal.Unavailable);
        }

        await IngestAnswers.Write(context.Response, answer);
    }

    private async ValueTask<IngestAnswer> ReceiveAsync(HttpContext context, ReportRequest request)
    {
        if (receiver.Screen(request) is { } no)
        {
            return no;
        }

        using var charge = new BodyCharge(budget);
        var (body, refusal) = await RequestBody.ReadAsync(context.Request.BodyReader, context.Request.ContentLength, charge);
        if (refusal is not null)
        {
            return Refused(request.Project, refusal);
        }

        request.Body = body;
        return await receiver.ReceiveAsync(request, charge);
    }

    private IngestAnswer Refused(ProjectId project, Refusal refusal)
    {
        if (refusal.Reason is { } reason)
        {
            receiver.Refuse(project, reason);
        }

        return new(refusal);
    }

    /// <summary>Everything that can be refused before the body is read.</summary>
    private static Refusal? ReadHead(HttpContext context, ProjectId project, bool isDsn, out ReportRequest? read)
    {
        read = null;
        var request = context.Request;
        var keys = new KeyRing();
        var query = IngestQuery.Read(request.QueryString.Value, ref keys);
        AuthHeaders.Read(request.Headers, ref keys);
        if (keys.TryGet(out var key) is { } keyProblem)
        {
            return isDsn && keys.IsEmpty ? Refusal.Challenge : keyProblem;
        }

        var contentType = request.Headers.ContentType is { Count: > 0 } types ? types[0] : null;
        if (!ContentTypes.IsReport(contentType))
        {
            return Refusal.BadContentType;
        }

        string? encoding = request.Headers.ContentEncoding;
        encoding ??= ContentTypes.IsGzip(contentType) ? "gzip" : null;
        if (!BodyEncoding.IsKnown(encoding))
        {
            return Refusal.BadEncoding;
        }

        if (request.ContentLength > ReportLimits.MaxBodyBytes)
        {
            return Refusal.TooLarge;
        }

        read = new()
        {
            Project = project,
            Key = key,
            Disposition = query.Disposition,
            Release = query.Release,
            Environment = query.Environment,
            Origin = OriginOf(request.Headers),
            UserAgent = request.Headers.UserAgent,
            Brands = Cut(request.Headers["Sec-CH-UA"], MaxBrandsLength) ?? Cut(request.Headers["Sec-CH-UA-Full-Version-List"], MaxBrandsLength),
            Platform = Cut(request.Headers["Sec-CH-UA-Platform"], MaxPlatformLength),
            Address = context.Connection.RemoteIpAddress ?? IPAddress.None,
            Encoding = encoding,
            IsForm = ContentTypes.IsForm(contentType),
        };
        return null;
    }

    private static string? OriginOf(IHeaderDictionary headers)
    {
        string? origin = headers.Origin;
        if (IsWeb(origin))
        {
            return Cut(origin, MaxOriginLength);
        }

        string? referer = headers.Referer;
        if (!IsWeb(referer))
        {
            return null;
        }

        var hostAt = referer!.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = referer.AsSpan(hostAt).IndexOfAny('/', '?', '#');
        return Cut(end < 0 ? referer : referer[..(hostAt + end)], MaxOriginLength);
    }

    private static bool IsWeb(string? url) =>
        url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
