using Microsoft.AspNetCore.Http;

namespace Picket.Web.Dashboard;

/// <summary>
/// The headers of all answers but ingest's: pages may load their style sheet and scripts, and nothing else. Markup comes from Trusted Types' policy "picket" alone, which
/// <c>live.js</c> makes. What breaks this is reported to Picket itself, where <see cref="WebOptions.OwnReports"/> says to which project.
/// </summary>
internal sealed class PageHeaders
{
    private const string Directives =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + "require-trusted-types-for 'script'; trusted-types picket";

    private readonly string _policy;
    private readonly string? _endpoints;

    /// <param name="ownReports">Where its violations are reported; null: nowhere.</param>
    public PageHeaders(string? ownReports)
    {
        _policy = string.IsNullOrEmpty(ownReports) ? Directives : $"{Directives}; report-uri {ownReports}; report-to picket";
        _endpoints = string.IsNullOrEmpty(ownReports) ? null : $"picket=\"{ownReports}\"";
    }

    /// <summary>Sets them.</summary>
    public void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = _policy;
        if (_endpoints is not null)
        {
            headers["Reporting-Endpoints"] = _endpoints;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
