namespace Picket.Web.Dashboard.Enforcing;

/// <summary>Whether a policy can be enforced, and why: the only place that decides it.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Reasons">Whole sentences, the weightiest first; never empty.</param>
public sealed record EnforceVerdict(EnforceAnswer Answer, IReadOnlyList<string> Reasons)
{
    /// <summary>A week has all days of a week, and with them what happens on some of them only.</summary>
    public static readonly TimeSpan WatchedEnough = TimeSpan.FromDays(7);

    /// <summary>From this share on, what limits took away may hide a violation.</summary>
    private const double LostTooMuch = 0.05;

    /// <summary>Decides.</summary>
    public static EnforceVerdict Of(EnforceFacts facts)
    {
        if (facts.Watched is not { } watched)
        {
            return new(EnforceAnswer.Unknown, ["No report has come yet."]);
        }

        List<string> against = [];
        if (facts.ReportOnly > 0)
        {
            against.Add(facts.ReportOnly == 1 ? "1 open issue would be blocked." : $"{Words.Number(facts.ReportOnly)} open issues would be blocked.");
        }

        if (facts.New > 0)
        {
            against.Add(facts.New == 1 ? "1 CSP issue is new today: the site still changes what it loads." : $"{Words.Number(facts.New)} CSP issues are new today: the site still changes what it loads.");
        }

        if (facts.Lost > LostTooMuch * (facts.Accepted + facts.Lost))
        {
            against.Add($"Limits kept {Words.Share(facts.Lost, facts.Accepted + facts.Lost)} of the week's reports out: something may hide among them.");
        }

        if (facts.ReportOnly == 0 && facts.Enforced > 0)
        {
            return new(EnforceAnswer.Enforced, [facts.Enforced == 1 ? "1 open issue is blocked for your visitors now." : $"{Words.Number(facts.Enforced)} open issues are blocked for your visitors now.", .. against]);
        }

        if (watched < WatchedEnough)
        {
            against.Add(watched < TimeSpan.FromDays(1) ? "Watched for less than a day; a week shows what happens on some days only." : $"Watched for {(int)watched.TotalDays} of 7 days.");
        }

        return against.Count > 0
            ? new(EnforceAnswer.NotYet, against)
            : new(EnforceAnswer.Ready, ["For a week nothing was reported that is not resolved, ignored or noise."]);
    }
}
