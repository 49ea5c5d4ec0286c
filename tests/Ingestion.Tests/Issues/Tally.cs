using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;
using Picket.Reports.Formats;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Tests.Issues;

public sealed class Tally
{
    private readonly IssueTally _tally = new(Make.IssueKey(), facetValues: 3);

    [Fact]
    public void Counts_dispositions_hours_and_the_times_of_first_and_last()
    {
        _tally.Merge(Make.Group(Make.Report(disposition: Disposition.Enforce)), 0);
        _tally.Merge(Make.Group(Make.Report(disposition: Disposition.Report, age: TimeSpan.FromHours(2))), 0);
        _tally.Merge(Make.Group(Make.Report(disposition: Disposition.Unknown)), 0);
        var row = _tally.Next()!.Seal();
        Assert.Equal((3, 1, 1), (row.Count, row.Enforced, row.ReportOnly));
        Assert.Equal((Make.Noon.AddHours(-2), Make.Noon), (row.FirstSeen, row.LastSeen));
        Assert.Equal([new(Make.Noon, 2), new(Make.Noon.AddHours(-2), 1)], row.Hours);
        Assert.Equal([new(Make.Key, Make.Noon, 3)], row.Accepted);
    }

    [Fact]
    public void Has_the_mildest_verdict_of_its_reports()
    {
        _tally.Merge(Judged(NoiseReasons.ExtensionScheme), 0);
        _tally.Merge(Judged(NoiseReasons.CrawlerAgent), 0);
        var row = _tally.Next()!.Seal();
        Assert.Equal((NoiseClass.Crawler, false), (row.New!.Noise.Class, row.HasSignal));
    }

    [Fact]
    public void Is_no_noise_once_one_report_is_none()
    {
        _tally.Merge(Judged(NoiseReasons.ExtensionScheme), 0);
        _tally.Merge(Make.Group(Make.Report()), 0);
        var row = _tally.Next()!.Seal();
        Assert.Equal((NoiseClass.None, true), (row.New!.Noise.Class, row.HasSignal));
    }

    [Fact]
    public void Sums_weights_apart_from_the_count()
    {
        var sampled = ReportReader.Read("""{"type":"network-error","url":"https://shop.example/","body":{"type":"tcp.reset","sampling_fraction":0.01}}"""u8.ToArray())[0].Report!;
        _tally.Merge(Make.Group(sampled), 0);
        _tally.Merge(Make.Group(Make.Report()), 0);
        var row = _tally.Next()!.Seal();
        Assert.Equal((2, 101), (row.Count, row.Weight));
    }

    [Fact]
    public void Merges_into_the_delta_that_waits_until_it_is_sealed()
    {
        var first = _tally.Merge(Make.Group(Make.Report()), 0);
        Assert.Same(first, _tally.Next());
        Assert.Same(first, _tally.Merge(Make.Group(Make.Report()), 0));
        Assert.Equal(2, first.Seal().Count);
        var second = _tally.Merge(Make.Group(Make.Report()), 0);
        Assert.NotSame(first, second);
        Assert.Null(_tally.Next());
        _tally.Learn(Committed(5), Make.Noon, 0, out _);
        Assert.Same(second, _tally.Next());
        Assert.Equal((5, 1), (second.Id ?? 5, second.Seal().Count));
    }

    [Fact]
    public void Describes_itself_until_its_number_is_known()
    {
        _tally.Merge(Make.Group(Make.Report()), 0);
        Assert.NotNull(_tally.Next()!.Seal().New);
        _tally.Learn(Committed(5), Make.Noon, 0, out _);
        _tally.Merge(Make.Group(Make.Report()), 0);
        var row = _tally.Next()!.Seal();
        Assert.Equal((5, null), (row.Id, row.New));
    }

    [Fact]
    public void Tells_a_bounded_number_of_values_apart_and_counts_the_rest_as_other()
    {
        for (var i = 0; i < 10; i++)
        {
            _tally.Merge(Make.Group(Make.Report(sourceFile: $"https://shop.example/{i}.js")), 0);
        }

        var counts = _tally.Next()!.Facets.Entries.ToArray().Where(entry => entry.Facet == Facet.SourceFile).ToDictionary(entry => entry.Value, entry => entry.Count);
        Assert.Equal(4, counts.Count);
        Assert.Equal(7, counts[""]);
        Assert.Equal(10, counts.Values.Sum());
    }

    [Fact]
    public void Cuts_long_values_without_tearing_a_surrogate_pair()
    {
        _tally.Merge(Make.Group(Make.Report(), release: new string('a', 199) + "\U0001F600 tail"), 0);
        var value = Assert.Single(_tally.Next()!.Facets.Entries.ToArray(), entry => entry.Facet == Facet.Release).Value;
        Assert.Equal(new string('a', 199), value);
    }

    [Fact]
    public void Is_idle_only_when_nothing_waits_and_nothing_is_owed()
    {
        Assert.True(_tally.IsIdle);
        _tally.Merge(Make.Group(Make.Report()), 0);
        Assert.False(_tally.IsIdle);
        _tally.Next();
        _tally.Learn(Committed(5), Make.Noon, 0, out var owes);
        Assert.True(owes);
        Assert.False(_tally.IsIdle);
        _tally.Debt.Take(1000, [], []);
        Assert.True(_tally.IsIdle);
    }

    [Fact]
    public void A_failed_delta_owes_nothing_and_its_slots_are_free_again()
    {
        _tally.Merge(Make.Group(Make.Report(), count: 8), 0);
        _tally.Next()!.Seal();
        Assert.Equal(OutcomeKind.Unavailable, _tally.Learn(DeltaResult.Failed("x"), Make.Noon, 0, out var owes).Outcome.Kind);
        Assert.False(owes);
        _tally.Merge(Make.Group(Make.Report(), count: 8), 0);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], _tally.Next()!.Seal().Samples.Select(sample => (int)sample.Slot));
    }

    [Fact]
    public void A_client_that_was_seen_before_makes_no_new_debt()
    {
        Count(client: 9);
        Assert.Single(TakeClients());
        Count(client: 9);
        Assert.Empty(TakeClients());
        Count(client: 1UL << 60);
        Assert.Single(TakeClients());
    }

    [Fact]
    public void A_day_that_ends_while_it_is_owed_is_not_lost()
    {
        Count(client: 1);
        Count(client: 2, received: Make.Noon.AddDays(1));
        Assert.Equal([new DateOnly(2026, 5, 4), new DateOnly(2026, 5, 5)], TakeClients().Select(row => row.Day).Order());
    }

    [Fact]
    public void Debt_is_taken_a_bounded_number_of_rows_at_a_time()
    {
        Count(client: 1);
        List<FacetRow> facets = [];
        List<ClientsRow> clients = [];
        Assert.False(_tally.Debt.Take(2, facets, clients));
        Assert.Equal(2, facets.Count + clients.Count);
        Assert.True(_tally.Debt.Take(100, facets, clients));
        Assert.Single(clients);
    }

    private static DeltaResult Committed(long id) => new(new(id, true, IssueStatus.Unresolved, false), null);

    private void Count(ulong client, DateTimeOffset? received = null)
    {
        _tally.Merge(Make.Group(Make.Report(), received, client), 0);
        _tally.Next()!.Seal();
        _tally.Learn(Committed(5), Make.Noon, 0, out _);
    }

    private List<ClientsRow> TakeClients()
    {
        List<ClientsRow> clients = [];
        Assert.True(_tally.Debt.Take(1000, [], clients));
        return clients;
    }

    private static ReportGroup Judged(NoiseReason reason)
    {
        var group = Make.Group(Make.Report());
        group.Arrivals.ForEach(arrival => arrival.Noise = NoiseVerdict.Of([reason]));
        return group;
    }
}
