using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A server that does not staple a good OCSP response, though it said it would.</summary>
public sealed class ExpectStaple : CertificateReport
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.ExpectStaple;

    /// <summary>Such as <c>MISSING</c> or <c>ERROR_RESPONSE</c>; null where absent.</summary>
    public string? ResponseStatus { get; private init; }

    /// <summary><c>GOOD</c>, <c>REVOKED</c> or <c>UNKNOWN</c>; null where absent.</summary>
    public string? CertStatus { get; private init; }

    /// <inheritdoc/>
    public override string? Variant => ResponseStatus;

    internal static void Read(in WireItem item)
    {
        var details = new ExpectStaple { ResponseStatus = item.Word("responsestatus"), CertStatus = item.Word("certstatus") };
        details.ReadCommon(item, "ocsp_response", "ocspresponse");
        item.Add(details, KindV1.OfCertificate("expect-staple", details.Hostname));
    }

    internal override string Title(Report report) => $"Expect-Staple failed for '{Hostname}'";

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("hostname", Hostname);
        tag("port", PortText);
        tag("response_status", ResponseStatus);
        tag("cert_status", CertStatus);
    }

    private protected override void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("response_status", ResponseStatus);
        writer.WriteIfKnown("cert_status", CertStatus);
    }
}
