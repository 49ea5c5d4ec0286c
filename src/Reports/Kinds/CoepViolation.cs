using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A page with Cross-Origin-Embedder-Policy embedded what does not say that it may be. One issue is one reason and one blocked host, as of CSP.</summary>
public sealed class CoepViolation : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Coep;

    /// <summary><c>corp</c>, <c>navigation</c> or <c>worker initialization</c>; null where absent.</summary>
    public string? ViolationType { get; init; }

    /// <summary>What was blocked.</summary>
    public required BlockedUri BlockedUri { get; init; }

    /// <summary>What it was fetched as; null of navigations.</summary>
    public string? Destination { get; init; }

    /// <inheritdoc/>
    public override string? BlockedHost => BlockedUri.Host;

    internal override string? Blocked => BlockedUri.Text.Length == 0 ? null : BlockedUri.Display;

    internal static void Read(in WireItem item)
    {
        var details = new CoepViolation
        {
            ViolationType = item.Word("type"),
            BlockedUri = item.BlockedUri,
            Destination = item.Word("destination"),
        };
        item.Add(details, KindV1.Compute(ReportKind.Coep, details.ViolationType, details.BlockedHost ?? details.BlockedUri.Display));
    }

    internal override string Title(Report report) => ViolationType switch
    {
        "navigation" => $"Blocked a frame from '{BlockedUri.Display}': it has no Cross-Origin-Embedder-Policy",
        "worker initialization" => $"Blocked a worker from '{BlockedUri.Display}': it has no Cross-Origin-Embedder-Policy",
        _ => $"Blocked '{Destination ?? "resource"}' from '{BlockedUri.Display}': its Cross-Origin-Resource-Policy does not allow it",
    };

    internal override string? Culprit(Report report) => report.DocumentHost;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("type", ViolationType);
        tag("blocked-uri", BlockedUri.Text);
        tag("blocked-host", BlockedHost);
        tag("destination", Destination);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("violation_type", ViolationType);
        writer.WriteIfKnown("blocked_uri", BlockedUri.Text);
        writer.WriteIfKnown("destination", Destination);
    }
}
