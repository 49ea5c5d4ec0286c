namespace Picket.Reports.Noise;

/// <summary>What is to be thought of a report, and why. Immutable.</summary>
public sealed class NoiseVerdict
{
    /// <summary>The score from which on a report is noise. Any strong reason reaches it alone, no weak one does.</summary>
    public const int Threshold = 50;

    /// <summary>The highest score.</summary>
    public const int MaxScore = 100;

    private NoiseVerdict(NoiseClass noiseClass, int score, IReadOnlyList<NoiseReason> reasons) => (Class, Score, Reasons) = (noiseClass, score, reasons);

    /// <summary>Nothing speaks for noise.</summary>
    public static NoiseVerdict Clean { get; } = new(NoiseClass.None, 0, []);

    /// <summary>The class of the heaviest reason, once the score reaches <see cref="Threshold"/>; else <see cref="NoiseClass.None"/>.</summary>
    public NoiseClass Class { get; }

    /// <summary>The sum of the weights, at most <see cref="MaxScore"/>.</summary>
    public int Score { get; }

    /// <summary>All evidence, heaviest first, also where it is not enough.</summary>
    public IReadOnlyList<NoiseReason> Reasons { get; }

    /// <summary>True where the score reaches <see cref="Threshold"/>.</summary>
    public bool IsNoise => Class != NoiseClass.None;

    /// <summary>The verdict on all of <paramref name="reasons"/>; a reason given twice counts once.</summary>
    public static NoiseVerdict Of(IReadOnlyList<NoiseReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        if (reasons.Count == 0)
        {
            return Clean;
        }

        NoiseReason[] ordered = [.. reasons.Distinct().OrderByDescending(reason => reason.Weight)];
        var score = Math.Min(MaxScore, ordered.Sum(reason => reason.Weight));
        return new(score >= Threshold ? ordered[0].Class : NoiseClass.None, score, ordered);
    }

    /// <summary>The verdict on codes that were stored or sent; those that are not known any more are left out.</summary>
    public static NoiseVerdict OfCodes(IEnumerable<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return Of([.. codes.Select(NoiseReasons.Find).OfType<NoiseReason>()]);
    }

    /// <summary>This verdict with one more reason.</summary>
    public NoiseVerdict With(NoiseReason reason) => Reasons.Count == 0 ? reason.Alone : Of([.. Reasons, reason]);
}
