using System.Text.Json;
using Picket.Reports.Fingerprints;

namespace Picket.Reports.Kinds;

/// <summary>A type that Picket does not know. Its JSON is kept as a sample; nothing is read of it.</summary>
public sealed class UnknownDetails : ReportDetails
{
    /// <summary>There is but one.</summary>
    public static readonly UnknownDetails Instance = new();

    private UnknownDetails()
    {
    }

    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Other;

    /// <inheritdoc/>
    public override ReportLevel Level => ReportLevel.Info;

    internal static void Read(in WireItem item) => item.Add(Instance, OtherV1.Compute(item.Type, item.DocumentHost));

    internal override string Title(Report report) => report.DocumentHost is { } host ? $"{report.Type} report from {host}" : $"{report.Type} report";

    internal override string? Culprit(Report report) => null;

    internal override void Tags(Report report, Action<string, string?> tag) => tag("report-type", report.Type);

    internal override void Write(Utf8JsonWriter writer)
    {
    }
}
