using Microsoft.AspNetCore.Http;

namespace Picket.Web.Dashboard;

/// <summary>The headers of our own pages: they may load their style sheet and scripts, and nothing else.</summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Sets them.</summary>
    /// <param name="headers">Of the answer.</param>
    /// <param name="policy">Another policy than the dashboard's.</param>
    public static void Apply(IHeaderDictionary headers, string policy = Policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
