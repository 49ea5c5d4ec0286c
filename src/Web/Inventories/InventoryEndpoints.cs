using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard;

namespace Picket.Web.Inventories;

/// <summary>Hosts and scripts that a project's pages load.</summary>
internal static class InventoryEndpoints
{
    private const string Example = """
        [{"type": "script", "name": "https://cdn.example.net/app.js", "sources": ["csp", "csp-hash"], "uses": ["script"], "firstSeen": "2026-03-01T12:00:00.000Z",
          "lastSeen": "2026-03-02T12:00:00.000Z", "count": 42, "isNew": false, "pages": ["https://shop.example/checkout"], "hashes": ["sha256-…"], "issue": "7"}]
        """;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{project}/inventory", async (string? host, Access access, InventoryQueries inventory, TimeProvider time, CancellationToken cancellation) =>
            new HtmlPage<InventoryPage>(new()
            {
                [nameof(InventoryPage.View)] = new InventoryView(access.Project, await inventory.ReadAsync(access.Project.Id, cancellation), time.GetUtcNow(), host),
            })).Needs(Permission.Read);
        routes.MapGroup("/api/0").MapGet("/projects/{organization}/{project}/inventory", CallAsync).Needs(Permission.Read).Describe(
            "Lists hosts and scripts that a project's pages loaded or tried to load, with first and last time and pages, as JSON or with format=csv", answer: Example);
    }

    private static async Task<IResult> CallAsync(string? format, Access access, InventoryQueries inventory, TimeProvider time, CancellationToken cancellation)
    {
        if (format is not (null or "" or "json" or "csv"))
        {
            return ApiError.BadRequest("Invalid format: there are json and csv.");
        }

        var now = time.GetUtcNow();
        var items = (await inventory.ReadAsync(access.Project.Id, cancellation)).Select(row => ApiInventoryItem.Of(row, access.Project, now)).ToList();
        if (format != "csv")
        {
            return TypedResults.Json(items, InventoryJson.Default.IReadOnlyListApiInventoryItem);
        }

        var text = new StringBuilder();
        CsvText.AppendLine(text, ApiInventoryItem.Names);
        foreach (var item in items)
        {
            CsvText.AppendLine(text, item.Cells());
        }

        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{access.Project.Slug}-inventory-{day}.csv");
    }
}
