using Picket.Reports.Noise;

namespace Picket.Storage.Queries;

/// <summary>What is thought of an issue, and what a person says.</summary>
/// <param name="Class">The verdict's class; none where the site caused it, or some of its reports.</param>
/// <param name="Reasons">Codes of the reasons that its first report gave, each with the weight it had then; also where they were not enough.</param>
/// <param name="Overruled">True: a person says that it is noise; false: that it is none; null: the verdict holds.</param>
public sealed record IssueNoise(NoiseClass Class, IReadOnlyList<(string Code, int Weight)> Reasons, bool? Overruled)
{
    /// <summary>Nothing speaks for noise.</summary>
    public static readonly IssueNoise None = new(NoiseClass.None, [], null);

    /// <summary>It is noise, by the verdict or by what a person says.</summary>
    public bool IsNoise => Overruled ?? Class != NoiseClass.None;
}
