using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Issues;

/// <summary>Counts are exact whatever comes; what thins out is what a loud issue has more than enough of.</summary>
public sealed class Thinning_under_load
{
    private const int Rare = 1000;
    private const int Minutes = 12;
    private const int LoudPerMinute = 20_000;
    private const int LoudPages = 400;
    private const int First = 10;

    [Fact]
    public async Task One_issue_at_full_flood_thins_out_and_a_thousand_at_one_a_minute_lose_nothing()
    {
        await using var world = new World(options => options.MaxReportsUnderWay = 400_000);
        world.Settings = world.Settings with { NewIssuesPerHour = null };
        for (var minute = 0; minute < Minutes; minute++)
        {
            // The flood comes in pieces, and the rare ones come in the middle of it.
            var loud = Enumerable.Range(0, 40).Select(piece => world.Send([.. Enumerable.Range(0, LoudPerMinute / 40).Select(i => Loud((piece * 37) + i))]).AsTask()).ToList();
            var rare = Enumerable.Range(0, 10).Select(piece => world.Send([.. Enumerable.Range(piece * Rare / 10, Rare / 10).Select(i => Make.Report(First + i, sourceFile: $"https://cdn.example/{i}.js"))]).AsTask()).ToList();
            Assert.All(await Task.WhenAll(loud.Concat(rare)), answer => Assert.Equal((0, 0), (answer.RateLimited, answer.Unavailable)));
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await world.Settle();

        Assert.Equal((long)Minutes * LoudPerMinute, world.Writer.Counts[Make.IssueKey()]);
        Assert.InRange(world.Writer.Samples[Make.IssueKey()].Count, 1, SampleRow.SlotsPerDay);
        var pages = world.Writer.Facets.Where(facet => facet.Key.Key == Make.IssueKey() && facet.Key.Facet == Facet.SourceFile).ToList();
        Assert.InRange(pages.Count, 2, world.Options.FacetValues + 1);
        Assert.Equal((long)Minutes * LoudPerMinute, pages.Sum(page => page.Value)); // What is not told apart is counted as other.
        for (var i = 0; i < Rare; i++)
        {
            var key = Make.IssueKey(First + i);
            Assert.Equal(Minutes, world.Writer.Counts[key]);
            Assert.Equal(9, world.Writer.Samples[key].Count); // The first eight of the day and the one of these two hours: all there is room for.
            Assert.Equal(Minutes, world.Writer.Facets[(key, Facet.SourceFile, $"https://cdn.example/{i}.js")]);
        }
    }

    private static Report Loud(int page) => Make.Report(1, sourceFile: $"https://cdn.example/page{page % LoudPages}.js");
}
