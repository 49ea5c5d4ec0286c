using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>The audit log of an organization, read and exported.</summary>
internal static class AuditEndpoints
{
    private const string Example = """
        {"rows": [{"id": "99", "dateCreated": "2026-03-01T12:00:00.000Z", "userId": "7", "actor": "Ada", "via": "session", "ipAddress": "192.0.2.7", "event": "project.edit",
                   "target": "website", "data": {"name": "Website"}}]}
        """;

    private const int PageSize = 100;
    private const int ExportStep = 1000;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organizations/{organization}/audit-logs", ListAsync).Needs(Permission.Administer).Describe(
            "Lists who changed what, the latest first; the Link header says where the list goes on", answer: Example);
        api.MapGet("/organizations/{organization}/audit-logs/export", ExportAsync).Needs(Permission.Administer).Describe(
            "Exports the whole audit log, with format=csv or format=ndjson (the default)", answer: Example);
    }

    private static async Task<IResult> ListAsync(string? cursor, Access access, AuditLog audit, HttpResponse response, ReportUris uris, CancellationToken cancellation)
    {
        long? before = null;
        if (cursor is not null)
        {
            var parts = cursor.Split(':');
            if (parts.Length != 3 || parts[0] != "0" || parts[2] != "0" || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return ApiError.BadRequest("Invalid cursor parameter.");
            }

            before = id == 0 ? null : id;
        }

        var rows = await audit.ListAsync(access.Organization.Id, before, PageSize + 1, cancellation);
        var next = rows.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"0:{rows[PageSize - 1].Id}:0") : null;
        PageLinks.Write(response, uris, cursor, next);
        return TypedResults.Json(new ApiAuditPage([.. rows.Take(PageSize).Select(ApiAuditEntry.Of)]), TenantJson.Written.ApiAuditPage);
    }

    private static IResult ExportAsync(string? format, Access access, AuditLog audit)
    {
        if (format is not (null or "ndjson" or "csv"))
        {
            return ApiError.BadRequest("Invalid format: there are csv and ndjson.");
        }

        var isCsv = format == "csv";
        return TypedResults.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, leaveOpen: true);
                if (isCsv)
                {
                    await writer.WriteLineAsync(Csv.Line("id", "at", "user", "actor", "via", "address", "action", "target", "detail"));
                }

                long? before = null;
                while (await audit.ListAsync(access.Organization.Id, before, ExportStep, CancellationToken.None) is { Count: > 0 } rows)
                {
                    foreach (var row in rows)
                    {
                        await writer.WriteLineAsync(isCsv ? Line(row) : JsonSerializer.Serialize(ApiAuditEntry.Of(row), TenantJson.Written.ApiAuditEntry));
                    }

                    before = rows[^1].Id;
                    await writer.FlushAsync();
                }
            },
            isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson",
            isCsv ? "audit.csv" : "audit.ndjson");
    }

    private static string Line(AuditEntry row) => Csv.Line(
        row.Id.ToString(CultureInfo.InvariantCulture), Words.Iso(row.At), row.UserId?.ToString(CultureInfo.InvariantCulture), row.Actor, row.Via, row.Address, row.Action, row.Target, row.Detail);
}
