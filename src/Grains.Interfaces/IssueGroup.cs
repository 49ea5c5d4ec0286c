using Picket.Ingestion.Issues;

namespace Picket.Grains.Interfaces;

/// <summary>Reports of one issue on their way to its grain. Within a silo it is passed as it is; between silos it becomes <see cref="Wire.ArrivalsSurrogate"/>.</summary>
/// <param name="reports">The reports.</param>
/// <param name="wantsBodies">The issue has room for samples, so that their bodies are worth sending to another silo.</param>
public sealed class IssueGroup(ReportGroup reports, bool wantsBodies)
{
    /// <summary>The reports.</summary>
    public ReportGroup Reports { get; } = reports;

    /// <summary>The issue has room for samples, so that their bodies are worth sending to another silo.</summary>
    public bool WantsBodies { get; } = wantsBodies;

    /// <summary>It came from another silo, so that only the call's answer can say what became of it.</summary>
    public bool IsFromElsewhere { get; internal init; }

    /// <summary>What becomes of it, as its grain on the same silo has said; null where the call's answer says it.</summary>
    public Task<RecordResult>? Recorded { get; set; }
}
