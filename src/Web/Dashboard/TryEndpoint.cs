using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Web.Accounts;
using Picket.Web.Dashboard.Pages;

namespace Picket.Web.Dashboard;

/// <summary><c>GET /try/{project}</c>: a page that breaks its own policy, so that a first issue needs no website. Public, for whoever knows a key.</summary>
internal static class TryEndpoint
{
    private const string Directives =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/try/{project}", Get).IsOpen();

    private static IResult Get(string project, string? sentry_key, HttpResponse response, IProjectDirectory projects, ReportUris uris)
    {
        if (!ProjectId.TryParse(project, out var id) || !ProjectKey.TryParse(sentry_key, out var key)
            || projects.Find(id) is not { Active: true } settings || !settings.Keys.Any(candidate => candidate.Active && candidate.Key == key))
        {
            return Messages.NotFound();
        }

        var policy = $"{Directives}; report-uri {uris.ReportUri(id, key)}&disposition=enforce";
        if (uris.IsSecure)
        {
            policy += "; report-to picket";
            response.Headers["Reporting-Endpoints"] = $"picket=\"{uris.ReportUri(id, key)}\"";
            response.Headers["Report-To"] = $$"""{"group":"picket","max_age":3600,"endpoints":[{"url":"{{uris.ReportUri(id, key)}}"}]}""";
        }

        return new HtmlPage<TryPage>(
            new()
            {
                [nameof(TryPage.PolicyHeader)] = $"Content-Security-Policy: {policy}",
                [nameof(TryPage.Project)] = id.Value,
                [nameof(TryPage.UsesReportTo)] = uris.IsSecure,
            },
            policy: policy);
    }
}
