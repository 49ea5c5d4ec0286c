using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Admission;

/// <summary>What a project decided on a batch: every arrival is in exactly one of the lists.</summary>
public sealed class Verdict
{
    /// <summary>Refused or filtered.</summary>
    public List<(Arrival Arrival, Outcome Outcome)> Ended { get; } = [];

    /// <summary>To be counted in their issues.</summary>
    public List<AdmittedGroup> Admitted { get; } = [];

    /// <summary>To be looked up, because the budget for new issues is spent: see <see cref="ProjectGate.Settle"/>.</summary>
    public List<AdmittedGroup> ToLookUp { get; } = [];

    /// <summary>What is left of the share in the organization's month.</summary>
    public int Unused { get; internal set; }
}
