using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Reports;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;
using Access = Picket.Web.Accounts.Access;

namespace Picket.Web.Api.Tenants;

/// <summary>The keys of a project. Every change reaches all hosts within seconds.</summary>
internal static class KeyEndpoints
{
    private const string All = "/projects/{organization}/{project}/keys";
    private const string One = All + "/{key}";
    private const int MaxOverlapHours = 24 * 90;

    private const string Example = """
        {"id": "6c1f0a6e5d3b4b0c9e7a1f2d3c4b5a69", "name": "Production", "label": "Production", "public": "6c1f0a6e5d3b4b0c9e7a1f2d3c4b5a69", "projectId": 1, "isActive": true,
         "rateLimit": {"count": 1000, "window": 60}, "reportTypes": null, "dateCreated": "2026-03-01T12:00:00.000Z", "dateExpires": null,
         "dsn": {"public": "https://6c1f0a6e5d3b4b0c9e7a1f2d3c4b5a69@reports.example.com/1",
                 "security": "https://reports.example.com/api/1/security/?sentry_key=6c1f0a6e5d3b4b0c9e7a1f2d3c4b5a69",
                 "csp": "https://reports.example.com/api/1/security/?sentry_key=6c1f0a6e5d3b4b0c9e7a1f2d3c4b5a69",
                 "nel": "https://reports.example.com/api/1/nel/?sentry_key=6c1f0a6e5d3b4b0c9e7a1f2d3c4b5a69"}}
        """;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(All, ListAsync).Needs(Permission.Read).Describe("Lists a project's keys", answer: $"[{Example}]");
        api.MapPost(All, CreateAsync).Needs(Permission.Configure).Describe(
            "Makes a key", """{"label": "Production", "rateLimit": {"count": 1000, "window": 60}, "reportTypes": ["csp"]}""", Example, 201);
        api.MapGet(One, GetAsync).Needs(Permission.Read).Describe("Shows a key", answer: Example);
        api.MapPut(One, UpdateAsync).Needs(Permission.Configure).Describe("Changes a key", """{"label": "Production", "isActive": false, "rateLimit": null}""", Example);
        api.MapDelete(One, DeleteAsync).Needs(Permission.Configure).Describe("Revokes a key for good", status: 204);
        api.MapPost(One + "/rotate", RotateAsync).Needs(Permission.Configure).Describe(
            "Makes a key that takes this one's place; this one is good for some hours more", """{"overlapHours": 72}""", Example, 201);
    }

    private static async Task<IResult> ListAsync(Access access, KeyStore keys, ReportUris uris, CancellationToken cancellation) =>
        TypedResults.Json([.. (await keys.ListAsync(access.Project.Id, cancellation)).Select(row => ApiKey.Of(row, access.Project.Id, uris))], TenantJson.Written.IReadOnlyListApiKey);

    private static async Task<IResult> GetAsync(string key, Access access, KeyStore keys, ReportUris uris, CancellationToken cancellation) =>
        await FindAsync(key, access, keys, cancellation) is { } row ? Show(row, access, uris, StatusCodes.Status200OK) : ApiError.NotFound();

    private static async Task<IResult> CreateAsync(HttpContext context, ApiBody body, Access access, KeyStore keys, ReportUris uris, CancellationToken cancellation)
    {
        var label = ReadLabel(body) ?? "Default";
        var active = body.Flag("isActive") ?? true;
        var (limit, kinds) = (ReadLimit(body), ReadKinds(body));
        return body.Refusal()
            ?? (await keys.CreateAsync(context.Actor(), access.Project, new(label, null, active, limit, kinds), cancellation) is { } row
                ? Show(row, access, uris, StatusCodes.Status201Created)
                : ApiChanges.Refusal(ChangeResult.Taken, "That key is there already.")!);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, string key, ApiBody body, Access access, KeyStore keys, ReportUris uris, CancellationToken cancellation)
    {
        var change = new KeyChange(ReadLabel(body), body.Flag("isActive"), body.Has("rateLimit"), ReadLimit(body), body.Has("reportTypes"), ReadKinds(body));
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        return await FindAsync(key, access, keys, cancellation) is { } row && await keys.UpdateAsync(context.Actor(), access.Project, row.Id, change, cancellation) is { } now
            ? Show(now, access, uris, StatusCodes.Status200OK)
            : ApiError.NotFound();
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string key, Access access, KeyStore keys, CancellationToken cancellation) =>
        await FindAsync(key, access, keys, cancellation) is { } row
            ? ApiChanges.Refusal(await keys.DeleteAsync(context.Actor(), access.Project, row.Id, cancellation)) ?? ApiChanges.NoContent()
            : ApiError.NotFound();

    private static async Task<IResult> RotateAsync(HttpContext context, string key, ApiBody body, Access access, KeyStore keys, ReportUris uris, CancellationToken cancellation)
    {
        var overlap = TimeSpan.FromHours(body.Whole("overlapHours", 0, MaxOverlapHours) ?? 24);
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        return await FindAsync(key, access, keys, cancellation) is { } row && await keys.RotateAsync(context.Actor(), access.Project, row.Id, overlap, cancellation) is { } made
            ? Show(made, access, uris, StatusCodes.Status201Created)
            : ApiError.NotFound();
    }

    private static JsonHttpResult<ApiKey> Show(KeyRow row, Access access, ReportUris uris, int status) =>
        TypedResults.Json(ApiKey.Of(row, access.Project.Id, uris), TenantJson.Written.ApiKey, statusCode: status);

    private static async Task<KeyRow?> FindAsync(string key, Access access, KeyStore keys, CancellationToken cancellation) =>
        ProjectKey.TryParse(key, out var wanted) ? (await keys.ListAsync(access.Project.Id, cancellation)).FirstOrDefault(row => row.Key == wanted) : null;

    /// <summary>Sentry calls it name when it is written and label when it is read; both will do.</summary>
    private static string? ReadLabel(ApiBody body)
    {
        var (label, name) = (body.Text("label", 1, 64), body.Text("name", 1, 64));
        return label ?? name;
    }

    /// <summary>Reads <c>rateLimit</c>; null where it is absent, null or wrong.</summary>
    public static RateLimit? ReadLimit(ApiBody body)
    {
        if (body.Any("rateLimit") is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() == 2
            && value.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var reports) && reports >= 0
            && value.TryGetProperty("window", out var window) && window.ValueKind == JsonValueKind.Number && window.TryGetInt32(out var seconds) && seconds is >= 1 and <= 86_400)
        {
            return new(reports, TimeSpan.FromSeconds(seconds));
        }

        body.Refuse("rateLimit", """Expected null or {"count": 0 or more, "window": 1 to 86400 seconds}.""");
        return null;
    }

    private static IReadOnlyList<ReportKind>? ReadKinds(ApiBody body)
    {
        if (body.Texts("reportTypes", 32) is not { } names)
        {
            return null;
        }

        var kinds = names.Select(ApiKey.FindKind).ToList();
        if (kinds.Count > 0 && !kinds.Contains(null))
        {
            return [.. kinds.Select(kind => kind!.Value)];
        }

        body.Refuse("reportTypes", $"Expected null or some of {string.Join(", ", Enum.GetValues<ReportKind>().Select(ApiKey.NameOf))}.");
        return null;
    }
}
