using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A certificate without enough Certificate Transparency (RFC 9163).</summary>
public sealed class ExpectCt : CertificateReport
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.ExpectCt;

    /// <summary>Whoever sent it says that it is a test.</summary>
    public bool IsTest { get; private init; }

    /// <inheritdoc/>
    public override ReportLevel Level => IsTest ? ReportLevel.Info : ReportLevel.Error;

    private string? Scheme { get; init; }

    private string? FailureMode { get; init; }

    internal static void Read(in WireItem item)
    {
        var details = new ExpectCt { IsTest = item.Flag("testreport") == true, Scheme = item.Word("scheme"), FailureMode = item.Word("failuremode") };
        details.ReadCommon(item, "scts", "scts");
        item.Add(details, KindV1.OfCertificate("expect-ct", details.Hostname));
    }

    internal override Disposition Disposition => FailureMode switch { "enforce" => Disposition.Enforce, "report-only" => Disposition.Report, _ => Disposition.Unknown };

    internal override string Title(Report report) => $"Expect-CT failed for '{Hostname}'";

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("hostname", Hostname);
        tag("port", PortText);
    }

    private protected override void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("scheme", Scheme);
        writer.WriteIfKnown("failure_mode", FailureMode);
        writer.WriteIfKnown("test_report", IsTest ? true : null);
    }
}
