using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>For whoever operates an installation: organizations, their plans and their usage. Operators see nothing of what projects counted.</summary>
internal static class OperatorEndpoints
{
    private const int PageSize = 100;

    private const string TenantExample = """
        {"id": "2", "slug": "acme", "name": "Acme", "dateCreated": "2026-03-01T12:00:00.000Z", "status": {"id": "suspended", "name": "suspended"},
         "dateSuspended": "2026-03-02T12:00:00.000Z", "plan": "small", "memberCount": 3, "projectCount": 2}
        """;

    private const string PlanExample = """
        {"name": "small", "monthQuota": 1000000, "rateLimit": {"count": 6000, "window": 60}, "newIssuesPerHour": 500, "projectsMax": 5, "membersMax": 10, "monthGrace": true, "sampleDays": 30, "hourDays": 400, "isDefault": true}
        """;

    private const string UsageExample = """[{"organization": "acme", "name": "Acme", "month": "2026-03", "plan": "small", "monthQuota": 1000000, "hardStop": 1200000, "accepted": 912345, "quotaUsed": 850000, "quotaState": "warning"}]""";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/operator/organizations", ListAsync).Needs(Permission.Operate).Describe("Lists all organizations", answer: $"[{TenantExample}]");
        api.MapPut("/operator/organizations/{tenant}", UpdateAsync).Needs(Permission.Operate).Describe(
            "Suspends or resumes an organization, or gives it a plan", """{"status": "suspended", "plan": "small"}""", TenantExample);
        api.MapGet("/operator/plans", PlansAsync).Needs(Permission.Operate).Describe("Lists plans", answer: $"[{PlanExample}]");
        api.MapPut("/operator/plans/{plan}", PutPlanAsync).Needs(Permission.Operate).Describe("Makes or replaces a plan; what is absent is unlimited", PlanExample.Replace("\"name\": \"small\", ", "", StringComparison.Ordinal), PlanExample);
        api.MapDelete("/operator/plans/{plan}", DeletePlanAsync).Needs(Permission.Operate).Describe("Deletes a plan that no organization has", status: 204);
        api.MapGet("/operator/usage", UsageAsync).Needs(Permission.Operate).Describe("Accepted reports per organization in a month (month=2026-03, now if absent); format=csv for CSV", answer: UsageExample);
        api.MapGet("/organizations/{organization}/usage", OwnUsageAsync).Needs(Permission.Read).Describe("Accepted reports of an organization in a month; format=csv for CSV", answer: UsageExample);
    }

    private static async Task<IResult> ListAsync(string? cursor, OrganizationStore organizations, HttpResponse response, ReportUris uris, CancellationToken cancellation)
    {
        long after = 0;
        if (cursor is not null && !(cursor.Split(':') is ["0", var number, "0"] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out after)))
        {
            return ApiError.BadRequest("Invalid cursor parameter.");
        }

        var rows = await organizations.ListAsync(after, PageSize + 1, cancellation);
        PageLinks.Write(response, uris, cursor, rows.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"0:{rows[PageSize - 1].Organization.Id}:0") : null);
        return TypedResults.Json([.. rows.Take(PageSize).Select(ApiTenant.Of)], TenantJson.Written.IReadOnlyListApiTenant);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, string tenant, ApiBody body, OrganizationStore organizations, CancellationToken cancellation)
    {
        var (status, plan) = (body.Text("status"), body.Text("plan", 0, 63));
        if (status is not (null or "active" or "suspended"))
        {
            body.Refuse("status", "Expected active or suspended.");
        }

        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        var result = Slug.IsValid(tenant) ? await organizations.OperateAsync(context.Actor(), tenant, status is null ? null : status == "suspended", plan, cancellation) : ChangeResult.NotFound;
        return ApiChanges.Refusal(result)
            ?? (await organizations.FindAsync(tenant, cancellation) is { } now ? TypedResults.Json(ApiTenant.Of(now), TenantJson.Written.ApiTenant) : ApiError.NotFound());
    }

    private static async Task<IResult> PlansAsync(PlanStore plans, CancellationToken cancellation) =>
        TypedResults.Json([.. (await plans.ListAsync(cancellation)).Select(ApiPlan.Of)], TenantJson.Written.IReadOnlyListApiPlan);

    private static async Task<IResult> PutPlanAsync(HttpContext context, string plan, ApiBody body, PlanStore plans, CancellationToken cancellation)
    {
        var limit = KeyEndpoints.ReadLimit(body);
        var row = new PlanRow(
            plan,
            body.Whole("monthQuota", 0, long.MaxValue),
            limit?.Count,
            (int?)limit?.Window.TotalSeconds,
            (int?)body.Whole("newIssuesPerHour", 0, 1_000_000),
            (int?)body.Whole("projectsMax", 0, int.MaxValue),
            (int?)body.Whole("membersMax", 1, int.MaxValue),
            body.Flag("monthGrace") ?? false,
            (int?)body.Whole("sampleDays", 1, 3650),
            (int?)body.Whole("hourDays", 1, 3650),
            body.Flag("isDefault") ?? false);
        if (!Slug.IsValid(plan) || plan[0] == '-')
        {
            body.Refuse("plan", "Expected lower-case letters, digits and hyphens.");
        }

        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        await plans.PutAsync(context.Actor(), row, cancellation);
        return TypedResults.Json(ApiPlan.Of(row), TenantJson.Written.ApiPlan);
    }

    private static async Task<IResult> DeletePlanAsync(HttpContext context, string plan, PlanStore plans, CancellationToken cancellation) =>
        ApiChanges.Refusal(Slug.IsValid(plan) ? await plans.DeleteAsync(context.Actor(), plan, cancellation) : ChangeResult.NotFound, "An organization has this plan; give it another one first.")
        ?? ApiChanges.NoContent();

    private static Task<IResult> UsageAsync(string? month, string? format, UsageQueries usage, TimeProvider time, CancellationToken cancellation) =>
        ReadUsageAsync(month, format, null, usage, time, cancellation);

    private static Task<IResult> OwnUsageAsync(string? month, string? format, Access access, UsageQueries usage, TimeProvider time, CancellationToken cancellation) =>
        ReadUsageAsync(month, format, access.Organization.Id, usage, time, cancellation);

    private static async Task<IResult> ReadUsageAsync(string? month, string? format, long? organization, UsageQueries usage, TimeProvider time, CancellationToken cancellation)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if ((month is not null && !DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) || day.Year is < 2000 or > 9000)
        {
            return ApiError.BadRequest("Invalid month: write it as 2026-03.");
        }

        if (format is not (null or "json" or "csv"))
        {
            return ApiError.BadRequest("Invalid format: there are json and csv.");
        }

        var name = day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var rows = await usage.ReadAsync(day, organization, cancellation);
        if (format != "csv")
        {
            return TypedResults.Json([.. rows.Select(row => ApiUsage.Of(row, name))], TenantJson.Written.IReadOnlyListApiUsage);
        }

        var text = new StringBuilder().AppendLine(Csv.Line("organization", "name", "month", "plan", "month_quota", "accepted", "quota_used", "quota_state"));
        foreach (var row in rows.Select(row => ApiUsage.Of(row, name)))
        {
            text.AppendLine(Csv.Line(row.Organization, row.Name, name, row.Plan, Number(row.MonthQuota), Number(row.Accepted), Number(row.QuotaUsed), row.QuotaState));
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"usage-{name}.csv");
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
