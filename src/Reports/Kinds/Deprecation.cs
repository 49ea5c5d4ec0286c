using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A page uses what browsers will remove. One issue is one feature in one file, wherever the file is used.</summary>
public sealed class Deprecation : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Deprecation;

    /// <inheritdoc/>
    public override ReportLevel Level => ReportLevel.Warning;

    /// <summary>The feature, such as <c>websql</c>; null where absent.</summary>
    public string? Id { get; init; }

    /// <summary>When it goes, as sent: a date or a time; null where nobody knows yet.</summary>
    public string? AnticipatedRemoval { get; init; }

    /// <summary>The browser's words.</summary>
    public string? Message { get; init; }

    internal static void Read(in WireItem item)
    {
        var details = new Deprecation
        {
            Id = item.Word("id"),
            AnticipatedRemoval = item.Word("anticipatedremoval"),
            Message = item.Text("message"),
            LineNumber = item.LineNumber,
            ColumnNumber = item.ColumnNumber,
        };
        item.Add(details, KindV1.Compute(ReportKind.Deprecation, details.Id ?? details.Message, Places.Of(item)));
    }

    internal override string Title(Report report) => $"Deprecated: {Id ?? Message ?? "an unnamed feature"}";

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("id", Id);
        tag("anticipated-removal", AnticipatedRemoval);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("id", Id);
        writer.WriteIfKnown("anticipated_removal", AnticipatedRemoval);
        writer.WriteIfKnown("message", Message);
    }
}
