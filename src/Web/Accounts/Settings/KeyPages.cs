using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion.Admission;
using Picket.Reports;
using Picket.Storage.Projects;
using Picket.Storage.Tenants;
using Picket.Web.Api.Tenants;

namespace Picket.Web.Accounts.Settings;

/// <summary>What people do with keys on a project's page.</summary>
internal sealed class KeyPages(KeyStore keys, ProjectPages pages)
{
    private const string Section = "keys";
    private const int MaxOverlapHours = 24 * 90;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/projects/{project}/keys", (HttpContext context, Access access, KeyPages pages) => pages.ChangeAsync(context, access)).Needs(Permission.Configure);

    private async Task<IResult> ChangeAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (act, label) = (form["act"].ToString(), form["label"].ToString().Trim());
        long.TryParse(form["key"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var key);
        var (actor, project, cancellation) = (context.Actor(), access.Project, context.RequestAborted);
        if (act is "create" or "edit" && (label.Length is < 1 or > 64 || label.Any(char.IsControl)))
        {
            return await pages.RefuseAsync(access, Section, "A key has a label of 1 to 64 characters.");
        }

        var isDone = true;
        switch (act)
        {
            case "create":
                await keys.CreateAsync(actor, project, new(label), cancellation);
                break;
            case "edit" when TryReadLimit(form, out var limit):
                isDone = await keys.UpdateAsync(actor, project, key, new(label, null, true, limit, true, KindsOf(form)), cancellation) is not null;
                break;
            case "edit":
                return await pages.RefuseAsync(access, Section, "A limit is a number of reports from 0, and a window of 1 to 86400 seconds.");
            case "on" or "off":
                isDone = await keys.UpdateAsync(actor, project, key, new(null, act == "on", false, null, false, null), cancellation) is not null;
                break;
            case "rotate" when int.TryParse(form["hours"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= MaxOverlapHours:
                isDone = await keys.RotateAsync(actor, project, key, TimeSpan.FromHours(hours), cancellation) is not null;
                break;
            case "revoke":
                isDone = await keys.DeleteAsync(actor, project, key, cancellation) == ChangeResult.Done;
                break;
            default:
                isDone = false;
                break;
        }

        return isDone ? TypedResults.LocalRedirect($"/projects/{project.Id}/settings/{Section}?saved=1") : await pages.RefuseAsync(access, Section, ChangeWords.Of(ChangeResult.NotFound));
    }

    /// <summary>A limit is what the catalog's limit is; an empty count is none.</summary>
    private static bool TryReadLimit(IFormCollection form, out RateLimit? limit)
    {
        limit = null;
        if (form["count"].ToString().Trim() is not { Length: > 0 } count)
        {
            return true;
        }

        var setting = SettingCatalog.Find("rateLimit")!;
        var value = SettingText.Read(setting, $"{count}/{form["window"].ToString().Trim()}");
        if (value.ValueKind != JsonValueKind.Object || !setting.IsValid(value))
        {
            return false;
        }

        limit = new(value.GetProperty("count").GetInt32(), TimeSpan.FromSeconds(value.GetProperty("window").GetInt32()));
        return true;
    }

    private static List<ReportKind>? KindsOf(IFormCollection form) =>
        form["kinds"].OfType<string>().Select(ApiKey.FindKind).OfType<ReportKind>().Distinct().ToList() is { Count: > 0 } kinds ? kinds : null;
}
