using System.Globalization;
using Picket.Web.Dashboard.Enforcing;

namespace Picket.Web.Tests.Dashboard;

public sealed class EnforceVerdictTests
{
    /// <summary>Days watched | report only, enforced, new | accepted, lost | answer | how its reasons begin.</summary>
    [Theory]
    [InlineData("-   | 0 0 0 | 0 0     | Unknown  | No report")]
    [InlineData("0.5 | 0 0 0 | 10 0    | NotYet   | Watched for less than a day")]
    [InlineData("3   | 0 0 0 | 10 0    | NotYet   | Watched for 3 of 7 days")]
    [InlineData("7   | 0 0 0 | 10 0    | Ready    | For a week")]
    [InlineData("30  | 1 0 0 | 10 0    | NotYet   | 1 open issue would be blocked")]
    [InlineData("30  | 2 5 0 | 10 0    | NotYet   | 2 open issues would be blocked")]
    [InlineData("30  | 2 0 1 | 10 0    | NotYet   | 2 open issues would, 1 CSP issue is new")]
    [InlineData("30  | 0 0 0 | 95 5    | Ready    | For a week")]
    [InlineData("30  | 0 0 0 | 94 6    | NotYet   | Limits kept 6 %")]
    [InlineData("30  | 0 4 0 | 10 0    | Enforced | 4 open issues are blocked")]
    [InlineData("2   | 0 1 1 | 10 0    | Enforced | 1 open issue is blocked, 1 CSP issue is new")]
    public void A_policy_is_ready_when_nothing_speaks_against_it(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        var issues = columns[1].Split(' ').Select(long.Parse).ToArray();
        var reports = columns[2].Split(' ').Select(long.Parse).ToArray();
        TimeSpan? watched = columns[0] == "-" ? null : TimeSpan.FromDays(double.Parse(columns[0], CultureInfo.InvariantCulture));

        var verdict = EnforceVerdict.Of(new(watched, issues[0], issues[1], issues[2], reports[0], reports[1]));

        Assert.Equal(columns[3], verdict.Answer.ToString());
        Assert.Collection(verdict.Reasons, [.. columns[4].Split(", ").Select(begin => (Action<string>)(reason => Assert.StartsWith(begin, reason, StringComparison.Ordinal)))]);
    }
}
