using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;
using Picket.Reports.Normalization;

namespace Picket.Reports.Kinds;

/// <summary>A script that a page loaded, and its hash (CSP3 <c>report-sha256</c>). One issue is one script, over all builds of it: the hashes are its variants.</summary>
public sealed class CspHash : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.CspHash;

    /// <inheritdoc/>
    public override ReportLevel Level => ReportLevel.Info;

    /// <summary>The script, masked; null where absent.</summary>
    public string? SubresourceUri { get; init; }

    /// <summary>Such as <c>sha256-…</c>; null where the script is opaque to its page.</summary>
    public string? Hash { get; init; }

    /// <summary>What it was fetched as: <c>script</c>.</summary>
    public string? Destination { get; init; }

    /// <inheritdoc/>
    public override string? Variant => Hash;

    internal static void Read(in WireItem item)
    {
        var details = new CspHash
        {
            SubresourceUri = item.Uri("subresourceurl", "subresourceuri"),
            Hash = item.Word("hash"),
            Destination = item.Word("destination"),
        };
        var script = details.SubresourceUri is { } uri ? AssetNames.Fold(uri) : null;
        item.Add(details, KindV1.Compute(ReportKind.CspHash, script ?? item.DocumentHost));
    }

    internal override string Title(Report report) =>
        SubresourceUri is { } uri ? $"Loaded {Destination ?? "script"} {AssetNames.Fold(uri)}" : $"Loaded a {Destination ?? "script"} without a URL";

    internal override string? Culprit(Report report) => report.DocumentHost;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("subresource-url", SubresourceUri);
        tag("hash", Hash);
        tag("destination", Destination);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("subresource_url", SubresourceUri);
        writer.WriteIfKnown("hash", Hash);
        writer.WriteIfKnown("destination", Destination);
    }
}
