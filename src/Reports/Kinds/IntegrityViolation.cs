using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A script or style sheet without integrity metadata where Integrity-Policy asks for it. One issue is one blocked host, as of CSP.</summary>
public sealed class IntegrityViolation : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Integrity;

    /// <summary>What was blocked.</summary>
    public required BlockedUri BlockedUri { get; init; }

    /// <summary><c>script</c> or <c>style</c>; null where absent.</summary>
    public string? Destination { get; init; }

    /// <inheritdoc/>
    public override string? BlockedHost => BlockedUri.Host;

    internal override string? Blocked => BlockedUri.Text.Length == 0 ? null : BlockedUri.Display;

    internal static void Read(in WireItem item)
    {
        var details = new IntegrityViolation { BlockedUri = item.BlockedUri, Destination = item.Word("destination") };
        item.Add(details, KindV1.Compute(ReportKind.Integrity, details.Destination, details.BlockedHost ?? details.BlockedUri.Display));
    }

    internal override string Title(Report report) => $"Blocked '{Destination ?? "resource"}' from '{BlockedUri.Display}': no integrity metadata";

    internal override string? Culprit(Report report) => report.DocumentHost;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("blocked-uri", BlockedUri.Text);
        tag("blocked-host", BlockedHost);
        tag("destination", Destination);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("blocked_uri", BlockedUri.Text);
        writer.WriteIfKnown("destination", Destination);
    }
}
