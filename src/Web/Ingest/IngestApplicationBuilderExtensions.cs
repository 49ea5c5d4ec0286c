using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Picket.Web.Ingest;

/// <summary>Puts ingest into a pipeline.</summary>
public static class IngestApplicationBuilderExtensions
{
    /// <summary>Answers report endpoints; call it first, before routing, but after <see cref="UseTrustedProxies"/>.</summary>
    public static IApplicationBuilder UsePicketIngest(this IApplicationBuilder app) => app.UseMiddleware<IngestMiddleware>();

    /// <summary>Where <see cref="WebOptions.TrustedNetworks"/> is set, forwarded headers from there count from here on.</summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app)
    {
        var networks = app.ApplicationServices.GetRequiredService<IOptions<WebOptions>>().Value.TrustedNetworks;
        if (networks.Count > 0)
        {
            app.UseForwardedHeaders(ForwardedBy(networks));
        }

        return app;
    }

    private static ForwardedHeadersOptions ForwardedBy(IEnumerable<string> networks)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // As many hops as trusted networks vouch for.
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        return options;
    }
}
