using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Issues;

/// <summary>All there is of a project, as one JSON object a line, or as CSV. Sent as it is read: an export of any size takes the memory of a few rows.</summary>
internal static class ExportEndpoints
{
    private const int FlushAt = 64 * 1024;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var export = api.MapGroup("/projects/{organization}/{project}/export");
        export.MapGet("/issues", (string? format, HttpResponse response, Access access, ExportQueries queries, CancellationToken cancellation) =>
            SendAsync(response, access, "issues", format, queries.IssuesAsync(access.Project.Id, cancellation), ApiExportIssue.Of, ApiJson.Written.ApiExportIssue, ApiExportIssue.Names, row => row.Cells(), cancellation))
            .Needs(Permission.Read).Describe("Sends all issues of a project, as NDJSON or CSV", answer: Examples.ExportedIssue);
        export.MapGet("/hours", (string? format, HttpResponse response, Access access, ExportQueries queries, CancellationToken cancellation) =>
            SendAsync(response, access, "hours", format, queries.HoursAsync(access.Project.Id, cancellation), ApiExportHour.Of, ApiJson.Written.ApiExportHour, ApiExportHour.Names, row => row.Cells(), cancellation))
            .Needs(Permission.Read).Describe("Sends all hourly counts of a project's issues, as NDJSON or CSV", answer: Examples.ExportedHour);
        export.MapGet("/samples", (string? format, HttpResponse response, Access access, ExportQueries queries, CancellationToken cancellation) =>
            SendAsync(response, access, "samples", format, queries.SamplesAsync(access.Project.Id, cancellation), ApiExportSample.Of, ApiJson.Written.ApiExportSample, ApiExportSample.Names, row => row.Cells(), cancellation))
            .Needs(Permission.Read).Describe("Sends all samples of a project's issues, as NDJSON or CSV", answer: Examples.ExportedSample);
    }

    private static async Task SendAsync<TRow, TShape>(
        HttpResponse response, Access access, string what, string? format, IAsyncEnumerable<TRow> rows, Func<TRow, TShape> shape,
        JsonTypeInfo<TShape> type, object?[] names, Func<TShape, object?[]> cells, CancellationToken cancellation)
    {
        var isCsv = format == "csv";
        if (!isCsv && format is not (null or "" or "ndjson"))
        {
            await ApiError.BadRequest("Invalid format: there are ndjson and csv.").ExecuteAsync(response.HttpContext);
            return;
        }

        response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"{access.Project.Slug}-{what}.{(isCsv ? "csv" : "ndjson")}\"";
        var text = new StringBuilder();
        if (isCsv)
        {
            CsvText.AppendLine(text, names);
        }

        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (isCsv)
            {
                CsvText.AppendLine(text, cells(shape(row)));
            }
            else
            {
                text.Append(JsonSerializer.Serialize(shape(row), type)).Append('\n');
            }

            if (text.Length >= FlushAt)
            {
                await FlushAsync(response, text, cancellation);
            }
        }

        await FlushAsync(response, text, cancellation);
    }

    private static async Task FlushAsync(HttpResponse response, StringBuilder text, CancellationToken cancellation)
    {
        await response.WriteAsync(text.ToString(), Encoding.UTF8, cancellation);
        text.Clear();
        await response.Body.FlushAsync(cancellation);
    }
}
