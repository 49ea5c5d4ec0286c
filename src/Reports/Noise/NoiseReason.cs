namespace Picket.Reports.Noise;

/// <summary>One piece of evidence for noise. There is a fixed set of them, <see cref="NoiseReasons"/>: one instance each.</summary>
public sealed class NoiseReason
{
    internal NoiseReason(string code, NoiseClass noiseClass, int weight, string text)
    {
        (Code, Class, Weight, Text) = (code, noiseClass, weight, text);
        Alone = NoiseVerdict.Of([this]);
    }

    /// <summary>Stable and short, such as <c>extension-scheme</c>: stored with issues.</summary>
    public string Code { get; }

    /// <summary>What it is evidence for.</summary>
    public NoiseClass Class { get; }

    /// <summary>How much it says, from 1 to 100: see <see cref="NoiseVerdict.Threshold"/>.</summary>
    public int Weight { get; }

    /// <summary>One sentence for people.</summary>
    public string Text { get; }

    /// <summary>The verdict where nothing else was found, which is most of them.</summary>
    internal NoiseVerdict Alone { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code} ({Weight})";
}
