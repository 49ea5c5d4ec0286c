using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>The browser refused what a page asked for. One issue is one intervention in one file.</summary>
public sealed class Intervention : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Intervention;

    /// <summary>Such as <c>HeavyAdIntervention</c>; null where absent.</summary>
    public string? Id { get; init; }

    /// <summary>The browser's words.</summary>
    public string? Message { get; init; }

    internal static void Read(in WireItem item)
    {
        var details = new Intervention
        {
            Id = item.Word("id"),
            Message = item.Text("message"),
            LineNumber = item.LineNumber,
            ColumnNumber = item.ColumnNumber,
        };
        item.Add(details, KindV1.Compute(ReportKind.Intervention, details.Id ?? details.Message, Places.Of(item)));
    }

    internal override string Title(Report report) => $"The browser intervened: {Id ?? Message ?? "it does not say why"}";

    internal override void Tags(Report report, Action<string, string?> tag) => tag("id", Id);

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("id", Id);
        writer.WriteIfKnown("message", Message);
    }
}
