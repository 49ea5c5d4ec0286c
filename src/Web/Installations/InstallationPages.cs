using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Accounts.Settings;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Web.Installations;

/// <summary>For whoever operates an installation: how it is, its organizations and their plans.</summary>
internal sealed class InstallationPages(InstallationQueries installation, OrganizationStore organizations, PlanStore plans, UsageQueries usage, ReportUris uris, TimeProvider time)
{
    private const string Path = "/installation";
    private const int PageSize = 100;

    private static readonly string Version = typeof(InstallationPages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (long? after, InstallationPages pages, CancellationToken cancellation) => pages.ShowAsync(after ?? 0, null, cancellation)).Needs(Permission.Operate);
        routes.MapPost($"{Path}/organizations", (HttpContext context, InstallationPages pages) => pages.ChangeAsync(context)).Needs(Permission.Operate);
        routes.MapPost($"{Path}/plans", (HttpContext context, InstallationPages pages) => pages.ChangePlansAsync(context)).Needs(Permission.Operate);
    }

    private async Task<IResult> ShowAsync(long after, string? error, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var rows = await organizations.ListAsync(after, PageSize + 1, cancellation);
        var month = await usage.ReadAsync(DateOnly.FromDateTime(now.UtcDateTime), null, cancellation);
        var view = new InstallationView(
            Version, uris.Of(""), await installation.ReadAsync(now.AddDays(-1), cancellation), [.. rows.Take(PageSize)], month.ToDictionary(row => row.Slug), await plans.ListAsync(cancellation),
            rows.Count > PageSize ? rows[PageSize - 1].Organization.Id : null) { Error = error };
        return new HtmlPage<InstallationPage>(new() { [nameof(InstallationPage.View)] = view }, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> ChangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (slug, act) = (form["organization"].ToString(), form["act"].ToString());
        var result = Slug.IsValid(slug)
            ? await organizations.OperateAsync(context.Actor(), slug, act switch { "suspend" => true, "resume" => false, _ => null }, act == "plan" ? form["plan"].ToString() : null, context.RequestAborted)
            : ChangeResult.NotFound;
        return result == ChangeResult.Done ? TypedResults.LocalRedirect(Path) : await ShowAsync(0, ChangeWords.Of(result), context.RequestAborted);
    }

    private async Task<IResult> ChangePlansAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["plan"].ToString().Trim();
        if (!Slug.IsValid(name) || name[0] == '-')
        {
            return await ShowAsync(0, "A plan's name has lower-case letters, digits and hyphens.", context.RequestAborted);
        }

        if (form["act"] == "delete")
        {
            var result = await plans.DeleteAsync(context.Actor(), name, context.RequestAborted);
            return result switch
            {
                ChangeResult.Done => TypedResults.LocalRedirect($"{Path}#plans"),
                ChangeResult.Taken => await ShowAsync(0, "An organization has this plan; give it another one first.", context.RequestAborted),
                _ => await ShowAsync(0, ChangeWords.Of(result), context.RequestAborted),
            };
        }

        if (Read(form, name) is not { } plan)
        {
            return await ShowAsync(0, "The numbers of a plan are whole and not negative; a window has 1 to 86400 seconds, and a plan has room for one member at least.", context.RequestAborted);
        }

        await plans.PutAsync(context.Actor(), plan, context.RequestAborted);
        return TypedResults.LocalRedirect($"{Path}#plans");
    }

    private static PlanRow? Read(IFormCollection form, string name)
    {
        var isRight = true;
        long? Number(string field, long least, long most)
        {
            var text = form[field].ToString().Trim();
            var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            isRight &= text.Length == 0 || (isNumber && number >= least && number <= most);
            return text.Length == 0 ? null : number;
        }

        var limit = SettingCatalog.Find("rateLimit")!;
        var (count, window) = (Number("count", 0, int.MaxValue), Number("window", 1, int.MaxValue));
        isRight &= count is null || (SettingText.Read(limit, $"{count}/{window}") is { ValueKind: JsonValueKind.Object } value && limit.IsValid(value));
        var plan = new PlanRow(
            name, Number("monthQuota", 0, long.MaxValue), (int?)count, count is null ? null : (int?)window, (int?)Number("newIssuesPerHour", 0, 1_000_000),
            (int?)Number("projectsMax", 0, int.MaxValue), (int?)Number("membersMax", 1, int.MaxValue),
            form["monthGrace"] == "true", (int?)Number("sampleDays", 1, 3650), (int?)Number("hourDays", 1, 3650), form["isDefault"] == "true");
        return isRight ? plan : null;
    }
}
