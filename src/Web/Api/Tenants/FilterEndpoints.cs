using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion.Admission.Filters;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>Inbound filters, as Sentry's tools switch them. All there is to them is the project's setting <c>filters</c>.</summary>
internal static class FilterEndpoints
{
    private const string All = "/projects/{organization}/{project}/filters";
    private const string Example = """[{"id": "localhost", "active": false}, {"id": "legacy-browsers", "active": ["ie9", "ie10"]}, {"id": "web-crawlers", "active": true}]""";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(All, ListAsync).Needs(Permission.Read).Describe("Lists a project's inbound filters", answer: Example);
        api.MapPut(All, ReplaceAsync).Needs(Permission.Configure).Describe(
            "Sets members of a project's filters by their names in docs/filters.md; null takes one away", """{"localhost": true, "blocked_ips": ["192.0.2.0/24"]}""", Example);
        api.MapPut(All + "/{filter}", SwitchAsync).Needs(Permission.Configure).Describe(
            "Switches a filter, or chooses what it looks for with `subfilters`", """{"active": true}""", status: 204);
    }

    private static async Task<IResult> ListAsync(Access access, ProjectStore projects, CancellationToken cancellation) =>
        await projects.FindAsync(access.Project.Id, cancellation) is { } detail ? Show(FilterChanges.Of(detail.Effective)) : ApiError.NotFound();

    private static async Task<IResult> ReplaceAsync(HttpContext context, ApiBody body, Access access, ProjectStore projects, FilterChanges changes, CancellationToken cancellation)
    {
        if (await projects.FindAsync(access.Project.Id, cancellation) is not { } before)
        {
            return ApiError.NotFound();
        }

        var filters = FilterChanges.Of(before.Effective);
        foreach (var (name, value) in body.Rest())
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                filters.Remove(name);
            }
            else
            {
                filters[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return await SaveAsync(context, body, access, before, filters, changes, cancellation) ?? Show(filters);
    }

    private static async Task<IResult> SwitchAsync(string filter, HttpContext context, ApiBody body, Access access, ProjectStore projects, FilterChanges changes, CancellationToken cancellation)
    {
        if (FilterSwitch.All.FirstOrDefault(one => one.Id == filter) is not { } found || await projects.FindAsync(access.Project.Id, cancellation) is not { } before)
        {
            return ApiError.NotFound();
        }

        var filters = FilterChanges.Of(before.Effective);
        var (active, chosen) = (body.Flag("active"), body.Texts("subfilters", FilterSettings.MaxPatterns));
        var value = chosen is not null && !found.IsFlag ? FilterSwitch.List(chosen) : active is { } isOn ? found.Switch(filters, isOn) : null;
        if (value is null)
        {
            body.Refuse(found.IsFlag ? "active" : "subfilters", found.IsFlag ? "Expected true or false." : "Expected a list of what to look for.");
        }
        else
        {
            filters[found.Member] = value;
        }

        return await SaveAsync(context, body, access, before, filters, changes, cancellation) ?? ApiChanges.NoContent();
    }

    private static async Task<IResult?> SaveAsync(HttpContext context, ApiBody body, Access access, ProjectDetail before, JsonObject filters, FilterChanges changes, CancellationToken cancellation)
    {
        var settings = FilterChanges.Apply(before, filters, out var errors);
        foreach (var (name, message) in errors)
        {
            body.Refuse(name, message);
        }

        return body.Refusal() ?? ApiChanges.Refusal(await changes.SaveAsync(context.Actor(), access, settings!, cancellation));
    }

    private static JsonHttpResult<IReadOnlyList<ApiFilter>> Show(JsonObject filters) =>
        TypedResults.Json([.. FilterSwitch.All.Select(one => one.Show(filters))], TenantJson.Written.IReadOnlyListApiFilter);
}
