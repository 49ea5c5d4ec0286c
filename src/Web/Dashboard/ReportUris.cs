using System.Globalization;
using Microsoft.Extensions.Options;
using Picket.Ingestion;

namespace Picket.Web.Dashboard;

/// <summary>The addresses and headers that are shown to be copied. They come from <see cref="WebOptions.PublicUrl"/>, never from a request.</summary>
public sealed class ReportUris(IOptions<WebOptions> options)
{
    private readonly string _base = options.Value.PublicUrl.TrimEnd('/');

    /// <summary>True where browsers may use the Reporting API, which is for HTTPS only.</summary>
    public bool IsSecure => _base.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where browsers send a project's reports.</summary>
    public string ReportUri(ProjectId project, ProjectKey key) => $"{_base}/api/{project}/security/?sentry_key={key}";

    /// <summary>A key as the URL that Sentry's tools take.</summary>
    public string Dsn(ProjectId project, ProjectKey key)
    {
        var scheme = _base.IndexOf("://", StringComparison.Ordinal) + 3;
        return $"{_base[..scheme]}{key}@{_base[scheme..]}/{project}";
    }

    /// <summary>Where browsers send network errors; any other report is welcome there, too.</summary>
    public string NelUri(ProjectId project, ProjectKey key) => $"{_base}/api/{project}/nel/?sentry_key={key}";

    /// <summary>The page that violates its own policy.</summary>
    public string TryUri(ProjectId project, ProjectKey key) => $"{_base}/try/{project}?sentry_key={key}";

    /// <summary>The sign-in page for a one-time token.</summary>
    public string SignInUri(string token) => $"{_base}/sign-in?token={Uri.EscapeDataString(token)}";

    /// <summary>An issue's page.</summary>
    public string IssueUri(long issue) => string.Create(CultureInfo.InvariantCulture, $"{_base}/issues/{issue}");

    /// <summary>The address of <paramref name="path"/>, which starts with a slash.</summary>
    public string Of(string path) => _base + path;

    /// <summary>A policy to watch with, for the first day: nothing is blocked, everything that is not the site's own is reported.</summary>
    public string StarterHeader(ProjectId project, ProjectKey key) =>
        $"Content-Security-Policy-Report-Only: default-src 'self'; report-uri {ReportUri(project, key)}&disposition=report";
}
