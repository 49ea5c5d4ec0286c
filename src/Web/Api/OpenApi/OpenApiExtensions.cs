using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Picket.Web.Accounts;

namespace Picket.Web.Api.OpenApi;

/// <summary>The API's description at <c>/openapi/v1.json</c>, and a page to try it at <c>/api-docs/</c>.</summary>
internal static class OpenApiExtensions
{
    private const string Document = "v1";
    private const string Page = "/api-docs";

    /// <summary>The page draws its icons from data: URLs; beyond that it needs no more than ours.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Registers what makes it.</summary>
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = static description => description.RelativePath?.StartsWith("api/0", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Picket",
                Version = Document,
                Description = "Sentry's paths and shapes where Sentry has them. Calls carry an API token: Authorization: Bearer pkt_…",
            };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [OperationTransformer.Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token: pkt_…" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(new OperationTransformer());
    });

    /// <summary>Serves the page. Call it before routing.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(Page, StringComparison.Ordinal), static page => page.Use(static (context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return next(context);
        }));
        app.UseSwaggerUI(static options =>
        {
            options.RoutePrefix = Page[1..];
            options.DocumentTitle = "Picket's API";
            options.SwaggerEndpoint($"/openapi/{Document}.json", "Picket");
        });
    }

    /// <summary>Serves the description.</summary>
    public static void MapApiDescription(this WebApplication app) => app.MapOpenApi().IsOpen();
}
