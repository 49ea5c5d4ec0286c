using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>Sentry's <c>Link</c> header. Lists are read forwards only, so nothing is ever announced as previous.</summary>
internal static class PageLinks
{
    /// <summary>Says where the list goes on.</summary>
    /// <param name="response">Of a list.</param>
    /// <param name="uris">For addresses.</param>
    /// <param name="here">The cursor this page was asked for with.</param>
    /// <param name="next">Where the list goes on; null where it ends.</param>
    public static void Write(HttpResponse response, ReportUris uris, string? here, string? next)
    {
        here ??= "0:0:0";
        response.Headers.Link = $"{Link("previous", here, false)}, {Link("next", next ?? here, next is not null)}";

        string Link(string relation, string cursor, bool results)
        {
            var request = response.HttpContext.Request;
            var parameters = QueryHelpers.ParseQuery(request.QueryString.Value);
            parameters["cursor"] = cursor;
            var address = QueryHelpers.AddQueryString(uris.Of(request.Path), parameters);
            return $"""<{address}>; rel="{relation}"; results="{(results ? "true" : "false")}"; cursor="{cursor}" """.TrimEnd();
        }
    }
}
