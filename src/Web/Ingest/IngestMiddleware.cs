using Microsoft.AspNetCore.Http;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Reports;
using Picket.Reports.Formats;
using Picket.Reports.UserAgents;

namespace Picket.Web.Ingest;

/// <summary>
/// Takes reports. Stands before routing, because this is where a flood arrives: no endpoint, no binding, no log line per request.
/// Whatever comes, the answer is 200, a <see cref="Refusal"/>, or none where the sender left; the only 5xx is 503.
/// </summary>
internal sealed class IngestMiddleware(
    RequestDelegate next,
    IIntake intake,
    ClientIdentity clients,
    TimeProvider time,
    IngestFailures failures)
{
    private const int MaxOriginLength = 300;

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
        Refusal? refusal;
        try
        {
            refusal = await TryTakeAsync(context, project, isDsn);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // The browser closed the page. Nothing was taken, so nothing may look like a 200.
            return;
        }
        catch (BadHttpRequestException e)
        {
            refusal = e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Refusal.TooLarge,
                StatusCodes.Status408RequestTimeout => Refusal.TooSlow,
                _ => Refusal.BrokenRequest,
            };
        }
        catch (IOException)
        {
            refusal = Refusal.BrokenRequest; // Kestrel's word for an overlong chunk size, or for a connection that is gone.
        }
        catch (Exception e)
        {
            failures.Count(e);
            refusal = Refusal.Unavailable;
        }

        if (refusal?.Reason is { } reason)
        {
            intake.Refuse(project, reason);
        }

        if (refusal is not null && !context.Response.HasStarted)
        {
            await IngestAnswers.Write(context.Response, refusal);
        }
    }

    /// <summary>Answers the request, or says why it is refused.</summary>
    private async ValueTask<Refusal?> TryTakeAsync(HttpContext context, ProjectId project, bool isDsn)
    {
        var request = context.Request;
        if (CheckHead(request, isDsn, out var key, out var query) is { } problem)
        {
            return problem;
        }

        var body = await RequestBody.ReadAsync(request.BodyReader, request.ContentLength, context.RequestAborted);
        if (body is null)
        {
            return Refusal.TooLarge;
        }

        if (Unpack(request, ref body) is { } corrupt)
        {
            return corrupt;
        }

        var items = ReportReader.Read(body, query.Disposition);
        if (items is [{ Reason: not InvalidReason.None and var reason }])
        {
            return Refusal.Of(reason);
        }

        var address = context.Connection.RemoteIpAddress ?? System.Net.IPAddress.None;
        string? userAgent = request.Headers.UserAgent;
        var answer = await intake.SubmitAsync(new()
        {
            Project = project,
            Key = key,
            Items = items,
            Bytes = body.Length,
            Received = time.GetUtcNow(),
            Origin = OriginOf(request.Headers),
            Release = query.Release,
            Environment = query.Environment,
            Browser = Browser.Recognize(userAgent),
            Client = clients.Client(address, userAgent),
            Network = clients.Network(address),
        });
        await IngestAnswers.Write(context.Response, answer);
        return null;
    }

    /// <summary>Everything that can be refused before the body is read.</summary>
    private static Refusal? CheckHead(HttpRequest request, bool isDsn, out ProjectKey key, out IngestQuery query)
    {
        var keys = new KeyRing();
        query = IngestQuery.Read(request.QueryString.Value, ref keys);
        AuthHeaders.Read(request.Headers, ref keys);
        if (keys.TryGet(out key) is { } keyProblem)
        {
            return isDsn && keys.IsEmpty ? Refusal.Challenge : keyProblem;
        }

        if (!ContentTypes.IsReport(request.Headers.ContentType is { Count: > 0 } types ? types[0] : null))
        {
            return Refusal.BadContentType;
        }

        if (!BodyEncoding.IsKnown(request.Headers.ContentEncoding))
        {
            return Refusal.BadEncoding;
        }

        return request.ContentLength > ReportLimits.MaxBodyBytes ? Refusal.TooLarge : null;
    }

    private static Refusal? Unpack(HttpRequest request, ref byte[] body)
    {
        if (BodyEncoding.TryUnpack(ref body, request.Headers.ContentEncoding) is { } corrupt)
        {
            return corrupt;
        }

        if (ContentTypes.IsForm(request.Headers.ContentType is { Count: > 0 } types ? types[0] : null))
        {
            body = BodyEncoding.OfForm(body);
        }

        return null;
    }

    private static string? OriginOf(IHeaderDictionary headers)
    {
        string? origin = headers.Origin;
        if (IsWeb(origin))
        {
            return Cut(origin!);
        }

        string? referer = headers.Referer;
        if (!IsWeb(referer))
        {
            return null;
        }

        var hostAt = referer!.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = referer.AsSpan(hostAt).IndexOfAny('/', '?', '#');
        return Cut(end < 0 ? referer : referer[..(hostAt + end)]);
    }

    private static bool IsWeb(string? url) =>
        url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));

    private static string Cut(string text) => text.Length <= MaxOriginLength ? text : text[..MaxOriginLength];
}
