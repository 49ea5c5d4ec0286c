using System.Text.Json;
using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Kinds;

/// <summary>A page crashed. One issue is one reason on one host; its pages are a facet. An empty body is legal.</summary>
public sealed class Crash : ReportDetails
{
    /// <inheritdoc/>
    public override ReportKind Kind => ReportKind.Crash;

    /// <summary><c>oom</c> or <c>unresponsive</c>; null where the browser does not know.</summary>
    public string? Reason { get; init; }

    /// <summary>What ran, while it was unresponsive.</summary>
    public string? Stack { get; init; }

    /// <summary>False in a frame.</summary>
    public bool? IsTopLevel { get; init; }

    /// <summary><c>visible</c> or <c>hidden</c>.</summary>
    public string? VisibilityState { get; init; }

    /// <summary>The browser's own number of it, in old versions.</summary>
    public string? CrashId { get; init; }

    /// <inheritdoc/>
    public override string? Variant => VisibilityState;

    internal static void Read(in WireItem item)
    {
        var details = new Crash
        {
            Reason = item.Word("reason"),
            Stack = item.Text("stack"),
            IsTopLevel = item.Flag("istoplevel"),
            VisibilityState = item.Word("visibilitystate", "pagevisibility"),
            CrashId = item.Word("crashid"),
        };
        item.Add(details, KindV1.Compute(ReportKind.Crash, details.Reason, item.DocumentHost));
    }

    internal override string Title(Report report) => Reason switch
    {
        "oom" => $"A page of {Site(report)} ran out of memory",
        "unresponsive" => $"A page of {Site(report)} stopped responding",
        null => $"A page of {Site(report)} crashed",
        _ => $"A page of {Site(report)} crashed: {Reason}",
    };

    internal override string? Culprit(Report report) => report.DocumentUri;

    internal override void Tags(Report report, Action<string, string?> tag)
    {
        tag("reason", Reason);
        tag("visibility-state", VisibilityState);
        tag("is-top-level", IsTopLevel switch { true => "true", false => "false", null => null });
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteIfKnown("reason", Reason);
        writer.WriteIfKnown("stack", Stack);
        writer.WriteIfKnown("is_top_level", IsTopLevel);
        writer.WriteIfKnown("visibility_state", VisibilityState);
        writer.WriteIfKnown("crash_id", CrashId);
    }

    private static string Site(Report report) => report.DocumentHost ?? "an unknown site";
}
