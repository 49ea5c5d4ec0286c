using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A window that Cross-Origin-Opener-Policy parts from another, or that reached over to one it will be parted from. One issue is one such act, on one host, of one property.</summary>
public sealed class CoopViolation : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Coop;

    /// <summary>Such as <c>navigation-to-response</c> or <c>access-from-coop-page-to-openee</c>; null where absent.</summary>
    public string? ViolationType { get; init; }

    /// <summary>Such as <c>same-origin</c>.</summary>
    public string? EffectivePolicy { get; init; }

    /// <summary>The property of the other window that was used; null of navigations.</summary>
    public string? Property { get; init; }

    /// <summary>The other window's page, masked, whichever name the report has for it; null where it may not be told.</summary>
    public string? OtherUri { get; init; }

    /// <summary>The page's referrer, masked.</summary>
    public string? Referrer { get; init; }

    /// <inheritdoc/>
    public override string? Variant => OtherUri;

    internal static void Read(in WireItem item)
    {
        var details = new CoopViolation
        {
            ViolationType = item.Word("type"),
            EffectivePolicy = item.Word("effectivepolicy"),
            Property = item.Word("property"),
            OtherUri = item.Uri("previousresponseurl", "nextresponseurl", "openerurl", "openeeurl", "openedwindowurl", "otherurl", "otherdocumenturl", "initialpopupurl", "openedwindowinitialurl"),
            Referrer = item.Referrer,
            LineNumber = item.LineNumber,
            ColumnNumber = item.ColumnNumber,
        };
        item.Add(details, KindV1.Compute(ReportKind.Coop, details.ViolationType, item.DocumentHost, details.Property));
    }

    internal override string Title(Report report)
    {
        var site = report.DocumentHost ?? "a page";
        return Property is { } property ? $"Cross-Origin-Opener-Policy of {site} cuts off '{property}'" : $"Cross-Origin-Opener-Policy of {site} parts windows";
    }

    internal override string? Culprit(Report report) => report.SourceFile ?? ViolationType;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("type", ViolationType);
        tag("property", Property);
        tag("effective-policy", EffectivePolicy);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("violation_type", ViolationType);
        writer.WriteIfKnown("effective_policy", EffectivePolicy);
        writer.WriteIfKnown("property", Property);
        writer.WriteIfKnown("other_url", OtherUri);
        writer.WriteIfKnown("referrer", Referrer);
    }
}
