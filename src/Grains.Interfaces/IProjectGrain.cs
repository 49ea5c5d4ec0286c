using Orleans.Concurrency;

namespace Picket.Grains.Interfaces;

/// <summary>A project: the one gate for all its reports. Keyed by the project's number.</summary>
[Alias("picket.IProjectGrain")]
public interface IProjectGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Decides on a batch and hands what is admitted to its issues. A batch that did not leave the silo is answered arrival by arrival, as outcomes fall, and
    /// null is returned; for one that came from another silo the outcomes of what has fallen within a moment, and where to hear of the rest.
    /// </summary>
    /// <param name="batch">Reports of this project.</param>
    [AlwaysInterleave]
    [Alias("Admit")]
    [ResponseTimeout("00:00:08")]
    Task<BatchAnswer?> AdmitAsync([Immutable] ReportBatch batch);

    /// <summary>Outcomes that have fallen since the last answer. Answers within a moment, whether there are any or not.</summary>
    /// <param name="rest">From the last answer.</param>
    [AlwaysInterleave]
    [Alias("Rest")]
    [ResponseTimeout("00:00:03")]
    Task<BatchAnswer> RestAsync(long rest);
}
