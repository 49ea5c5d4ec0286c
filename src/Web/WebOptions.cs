using System.ComponentModel.DataAnnotations;

namespace Picket.Web;

/// <summary>What HTTP needs to know of its surroundings. Section <c>Picket</c> of the configuration.</summary>
public sealed class WebOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Picket";

    /// <summary>Where browsers and people reach this installation, such as <c>https://reports.example.com</c>: makes every URL that is shown; a request's Host header never does. Scheme, host and port only.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>Networks whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, in CIDR form such as <c>10.0.0.0/8</c>; in the environment <c>Picket__TrustedNetworks__0</c>, <c>__1</c> and so on. Empty: none are.</summary>
    public IList<string> TrustedNetworks { get; } = [];

    /// <summary>Dashboards that may listen for changes at once; more fall back to a page that does not update by itself. 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int MaxListeners { get; set; } = 256;

    /// <summary>False: the header doctor reads what is pasted only, and opens no connection to sites that people name.</summary>
    public bool HeaderDoctorFetches { get; set; } = true;

    /// <summary>
    /// Where the dashboard's own violations are reported: the address of a project here, such as <c>https://reports.example.com/api/1/security/?sentry_key=…</c>. Empty: nowhere. Absolute,
    /// http or https, without white space, quotes, commas and semicolons, which would be another directive.
    /// </summary>
    public string OwnReports { get; set; } = "";
}
