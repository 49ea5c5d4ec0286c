using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A page used a feature that its Permissions-Policy or Document-Policy forbids. One issue is one feature in one file, whether it was blocked or only reported.</summary>
/// <remarks>Chrome says <c>policyId</c> where the specifications say <c>featureId</c>; a <c>potential-</c> violation is what a report-only policy sees.</remarks>
public sealed class PolicyViolation : ReportDetails
{
    private readonly ReportKind _kind;

    private PolicyViolation(ReportKind kind) => _kind = kind;

    /// <inheritdoc/>
    public override ReportKind Kind => _kind;

    /// <summary>Such as <c>geolocation</c>; null where absent.</summary>
    public string? Feature { get; init; }

    /// <summary>The browser's words.</summary>
    public string? Message { get; init; }

    /// <summary>The frame's <c>allow</c>.</summary>
    public string? AllowAttribute { get; init; }

    /// <summary>The frame's <c>src</c>, masked.</summary>
    public string? SrcAttribute { get; init; }

    internal static void ReadPermissions(in WireItem item) => Read(ReportKind.PermissionsPolicy, item);

    internal static void ReadDocument(in WireItem item) => Read(ReportKind.DocumentPolicy, item);

    internal override string Title(Report report)
    {
        var feature = Feature ?? "an unnamed feature";
        return Kind == ReportKind.PermissionsPolicy ? $"Blocked '{feature}' by Permissions-Policy" : $"Violated '{feature}' of Document-Policy";
    }

    internal override void Tags(Report report, Action<string, string?> tag) => tag("feature", Feature);

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("feature_id", Feature);
        writer.WriteIfKnown("message", Message);
        writer.WriteIfKnown("allow_attribute", AllowAttribute);
        writer.WriteIfKnown("src_attribute", SrcAttribute);
    }

    private static void Read(ReportKind kind, in WireItem item)
    {
        var details = new PolicyViolation(kind)
        {
            Feature = item.Word("featureid", "policyid"),
            Message = item.Text("message"),
            AllowAttribute = item.Text("allowattribute"),
            SrcAttribute = item.Uri("srcattribute"),
            LineNumber = item.LineNumber ?? item.Whole(int.MaxValue, "line"),
            ColumnNumber = item.ColumnNumber ?? item.Whole(int.MaxValue, "column"),
        };
        item.Add(details, KindV1.Compute(kind, details.Feature, Places.Of(item)));
    }
}
