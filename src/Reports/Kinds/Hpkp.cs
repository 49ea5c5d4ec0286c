using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A certificate chain without a pinned key (RFC 7469). Apps that pin with TrustKit still send it, with fields of their own.</summary>
public sealed class Hpkp : CertificateReport
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Hpkp;

    /// <summary>The pins hold for sub-domains too.</summary>
    public bool? IncludeSubdomains { get; private init; }

    /// <summary>The host whose pins they are; null where absent.</summary>
    public string? NotedHostname { get; private init; }

    /// <summary>TrustKit's identifier of the app; null from browsers.</summary>
    public string? App { get; private init; }

    /// <summary>TrustKit's version of the app.</summary>
    public string? AppVersion { get; private init; }

    /// <summary>TrustKit's number for what failed.</summary>
    public double? ValidationResult { get; private init; }

    /// <summary>The app and its version: pins are shipped with it.</summary>
    public override string? Variant => App is null ? null : AppVersion is null ? App : $"{App} {AppVersion}";

    internal static void Read(in WireItem item)
    {
        var details = new Hpkp
        {
            IncludeSubdomains = item.Flag("includesubdomains"),
            NotedHostname = item.Word("notedhostname"),
            App = item.Word("appbundleid"),
            AppVersion = item.Word("appversion"),
            ValidationResult = item.Number("validationresult"),
        };
        details.ReadCommon(item, "known_pins", "knownpins");
        item.Add(details, KindV1.OfCertificate("hpkp", details.Hostname));
    }

    internal override string Title(Report report) => $"Public key pinning validation failed for '{Hostname}'";

    /// <summary>Sentry names none.</summary>
    internal override string? Culprit(Report report) => App;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("hostname", Hostname);
        tag("port", PortText);
        tag("include-subdomains", IncludeSubdomains switch { true => "true", false => "false", null => null });
    }

    private protected override void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("include_subdomains", IncludeSubdomains);
        writer.WriteIfKnown("noted_hostname", NotedHostname);
        writer.WriteIfKnown("app_bundle_id", App);
        writer.WriteIfKnown("app_version", AppVersion);
        writer.WriteIfKnown("validation_result", ValidationResult);
    }
}
