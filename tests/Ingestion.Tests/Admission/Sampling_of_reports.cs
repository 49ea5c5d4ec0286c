using Picket.Ingestion.Admission;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Sampling_of_reports
{
    private static readonly byte[] Report = [.. "{\"csp-report\":{}}"u8];

    [Fact]
    public void At_the_rate_of_one_each_report_stands_for_itself() => Assert.Equal(1, Sampling.Stands(1, Report, Make.Submission(Make.Report()), 0));

    [Fact]
    public void The_same_report_is_decided_on_alike_wherever()
    {
        foreach (var client in Enumerable.Range(0, 100))
        {
            var sent = Make.Submission(Make.Report()) with { Client = (ulong)client };
            Assert.Equal(Sampling.Stands(0.3, Report, sent, 0), Sampling.Stands(0.3, Report, sent with { Network = 9 }, 0));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(0.01)]
    [InlineData(0.75)]
    public void What_counts_stands_for_all_even_where_all_are_the_same_bytes(double rate)
    {
        const int All = 200_000;
        var (counted, stood) = (0, 0L);
        for (var i = 0; i < All; i++)
        {
            var stands = Sampling.Stands(rate, Report, Make.Submission(Make.Report()) with { Client = (ulong)(i % 97), Received = Make.Noon.AddMilliseconds(i) }, 0);
            (counted, stood) = (counted + (stands > 0 ? 1 : 0), stood + stands);
        }

        Assert.InRange(counted, All * rate * 0.9, All * rate * 1.1);
        Assert.InRange(stood, All * 0.9, All * 1.1);
    }

    [Fact]
    public async Task What_is_left_out_is_counted_as_sampled_and_uses_up_no_limit()
    {
        await using var world = new World();
        world.Settings = world.Settings with { SampleRate = 0.1, Limit = new(1000, TimeSpan.FromDays(1)), OrganizationId = new(3), OrganizationLimit = 1000 };
        var answer = await world.Send([.. Enumerable.Range(0, 1000).Select(_ => Make.Report())]);
        await world.Settle();

        Assert.Equal(1000, answer.Accepted + answer.Sampled);
        Assert.InRange(answer.Accepted, 50, 150);
        Assert.Equal(answer.Sampled, world.Writer.Outcomes[(Make.Project, Make.Key, "Sampled", OutcomeReasons.SampleRate)]);
        Assert.Equal(answer.Accepted, world.Writer.Counts[Make.IssueKey()]);
        Assert.Equal(10L * answer.Accepted, world.Writer.Applied.SelectMany(commit => commit.Issues).Sum(row => row.Weight));

        world.Settings = world.Settings with { Version = 2, SampleRate = 1 };
        Assert.Equal(1000 - answer.Accepted, (await world.Send([.. Enumerable.Range(0, 1000).Select(_ => Make.Report())])).Accepted);
    }
}
