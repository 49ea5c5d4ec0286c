using System.Text.RegularExpressions;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>Compares what a load knows with what the API shows: acknowledged ≤ counted ≤ sent, for every fingerprint, at any moment.</summary>
/// <param name="load">What was sent.</param>
/// <param name="reportUri">Where to; the API is there, too.</param>
/// <param name="token">Opens the API.</param>
/// <param name="said">What the processes printed, for whoever has to find out why.</param>
/// <param name="output">The test's.</param>
internal sealed partial class Books(Load load, Func<Uri> reportUri, string token, Func<string> said, ITestOutputHelper output)
{
    /// <summary>Checks now, also under load, and prints a line. What was acknowledged before the look must be in it; what it shows must have been sent.</summary>
    public async Task CheckAsync(string moment)
    {
        var acknowledged = load.Acknowledged;
        var counted = await CountedAsync(acknowledged.Length);
        var sent = load.Sent;
        output.WriteLine($"{moment,-34} acknowledged {acknowledged.Sum(),9:N0}   counted {counted.Sum(),9:N0}   sent {sent.Sum(),9:N0}");
        for (var i = 0; i < sent.Length; i++)
        {
            Assert.True(
                acknowledged[i] <= counted[i] && counted[i] <= sent[i],
                $"{moment}: {Load.Host(i)}: acknowledged {acknowledged[i]}, counted {counted[i]}, sent {sent[i]}\n{said()}");
        }
    }

    private async Task<long[]> CountedAsync(int fingerprints)
    {
        using var api = new PicketApi(reportUri(), token);
        var counted = new long[fingerprints];
        foreach (var issue in await api.IssuesAsync())
        {
            var host = LoadHost().Match(issue.Title);
            Assert.True(host.Success, $"An issue nobody sent: {issue.Title}");
            counted[int.Parse(host.Groups[1].ValueSpan, null)] += issue.Count;
        }

        return counted;
    }

    [GeneratedRegex(@"'f(\d{4})\.load\.example'")]
    private static partial Regex LoadHost();
}
