using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Reports.Headers;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Web.Doctor;

/// <summary>The header doctor's page and call.</summary>
internal static class DoctorEndpoints
{
    private const string Path = "/projects/{project}/doctor";
    private const string TooMany = "You have looked at many pages in the last minutes. Wait a quarter of an hour, or paste the headers.";

    private const string Example = """
        {"url": "https://www.example.com/", "status": 200, "grade": "D", "reason": "One thing is broken: reports are lost, or a header does nothing.",
         "next": "Send Reporting-Endpoints: picket=\"https://…\" with the page.",
         "findings": [{"code": "group-missing", "level": "broken", "header": "Content-Security-Policy",
                       "text": "report-to names the group \"picket\", which neither Reporting-Endpoints nor Report-To defines.",
                       "next": "Send Reporting-Endpoints: picket=\"https://…\" with the page."}]}
        """;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Access access, HeaderDesk desk) => Page(new(access.Project, desk.Fetches))).Needs(Permission.Read);
        routes.MapPost(Path, ExamineAsync).DisableAntiforgery().Needs(Permission.Read); // AccessMiddleware checks the form's token.
        routes.MapGroup("/api/0").MapPost("/header-doctor", CallAsync).Needs(Permission.List).Describe(
            "Examines a page's headers: pasted as `headers`, or of a public `url`, which is fetched. 400 says why a page cannot be had", """{"url": "https://www.example.com/"}""", Example);
    }

    private static HtmlPage<DoctorPage> Page(DoctorView view, int status = StatusCodes.Status200OK) => new(new() { [nameof(DoctorPage.View)] = view }, status);

    private static async Task<IResult> ExamineAsync(
        HttpContext context, Access access, HeaderDesk desk, AttemptLimits limits, [FromForm] string? headers, [FromForm] string? url, CancellationToken cancellation)
    {
        headers = headers?.Length > HeaderText.MaxLength ? headers[..HeaderText.MaxLength] : headers;
        var view = new DoctorView(access.Project, desk.Fetches) { Headers = headers, Url = url };
        if (string.IsNullOrWhiteSpace(url))
        {
            return string.IsNullOrWhiteSpace(headers)
                ? Page(view with { Error = "Give an address, or paste headers." }, StatusCodes.Status400BadRequest)
                : Page(view with { Diagnosis = desk.Examine(headers) });
        }

        try
        {
            if (!limits.Take(context, $"doctor {access.Caller.UserId}"))
            {
                throw new FetchRefusedException(TooMany);
            }

            var (page, diagnosis) = await desk.FetchAsync(url, cancellation);
            return Page(view with { Page = page, Diagnosis = diagnosis });
        }
        catch (FetchRefusedException e)
        {
            return Page(view with { Error = e.Message }, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> CallAsync(HttpContext context, ApiBody body, Caller caller, HeaderDesk desk, AttemptLimits limits, CancellationToken cancellation)
    {
        var (headers, url) = (body.Lines("headers", HeaderText.MaxLength), body.Text("url", 1, 2000));
        if (headers is null == url is null)
        {
            body.Refuse("url", "Give either url or headers.");
        }

        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        if (url is null)
        {
            return TypedResults.Json(ApiDiagnosis.Of(desk.Examine(headers!)), DoctorJson.Default.ApiDiagnosis);
        }

        if (!limits.Take(context, $"doctor {caller.UserId}"))
        {
            return ApiError.Answer(StatusCodes.Status429TooManyRequests, TooMany);
        }

        try
        {
            var (page, diagnosis) = await desk.FetchAsync(url, cancellation);
            return TypedResults.Json(ApiDiagnosis.Of(diagnosis, page), DoctorJson.Default.ApiDiagnosis);
        }
        catch (FetchRefusedException e)
        {
            return ApiError.BadRequest(e.Message);
        }
    }
}
