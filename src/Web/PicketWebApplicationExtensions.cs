using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Picket.Web.Accounts;
using Picket.Web.Accounts.Settings;
using Picket.Web.Api;
using Picket.Web.Api.OpenApi;
using Picket.Web.Dashboard;
using Picket.Web.Doctor;
using Picket.Web.Http;
using Picket.Web.Installations;
using Picket.Web.Inventories;
using Picket.Web.Setup;
using Picket.Web.Traffic;

namespace Picket.Web;

/// <summary>Puts everything but ingest into a pipeline.</summary>
public static class PicketWebApplicationExtensions
{
    /// <summary>Maps API, sign-in, dashboard and the page that violates its own policy; whatever else is asked for is not found. Call it after <c>UsePicketIngest</c>.</summary>
    public static WebApplication MapPicketWeb(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        var scheme = new Uri(options.PublicUrl).Scheme;
        var headers = new PageHeaders(options.OwnReports);
        app.Use((context, next) =>
        {
            // How browsers came is what the public address says, also where a proxy ends their HTTPS.
            context.Request.Scheme = scheme;
            headers.Apply(context.Response.Headers);
            return next(context);
        });
        app.UseMiddleware<FailureMiddleware>();
        app.UseApiPage();
        // Named here, or they would run before ingest.
        app.UseRouting();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<AccessMiddleware>();

        app.Services.GetRequiredService<AssetCatalog>().Map(app);
        ApiEndpoints.Map(app);
        app.MapApiDescription();
        SignInEndpoints.Map(app);
        PasswordEndpoints.Map(app);
        JoinEndpoints.Map(app);
        AccountPages.Map(app);
        OrganizationPages.Map(app);
        ProjectPages.Map(app);
        KeyPages.Map(app);
        TrafficEndpoints.Map(app);
        InventoryEndpoints.Map(app);
        InstallationPages.Map(app);
        TryEndpoint.Map(app);
        DoctorEndpoints.Map(app);
        SetupEndpoints.Map(app);
        DashboardEndpoints.Map(app);
        app.MapFallback("{**path}", (HttpContext context) => ApiPaths.Has(context.Request.Path) ? ApiError.NotFound() : Messages.NotFound());
        return app;
    }
}
