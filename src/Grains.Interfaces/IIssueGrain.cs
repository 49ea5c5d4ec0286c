using Orleans.Concurrency;
using Picket.Ingestion.Issues;

namespace Picket.Grains.Interfaces;

/// <summary>An issue: counts all reports of one kind and fingerprint in one project. Keyed by <see cref="GrainKeys"/>.</summary>
[Alias("picket.IIssueGrain")]
public interface IIssueGrain : IGrainWithStringKey
{
    /// <summary>
    /// Counts a group; answers after its commit, or when it can't be. A group that did not leave the silo is answered at once, and <see cref="IssueGroup.Recorded"/> says the rest: a call that waits
    /// costs more, and where there are many issues each report is one.
    /// </summary>
    /// <param name="group">Reports of this issue.</param>
    [AlwaysInterleave]
    [Alias("Record")]
    [ResponseTimeout("00:00:07")]
    Task<RecordResult> RecordAsync([Immutable] IssueGroup group);
}
