using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Noise_at_the_gate
{
    private static readonly ProjectSettings Settings = new() { Id = Make.Project, Version = 1, Keys = [new(Make.Key, Make.PublicKey, true, null)] };

    [Fact]
    public void A_document_on_a_domain_of_nobody_is_forged()
    {
        var gate = new ProjectGate(Settings with { AllowedDomains = ["*.shop.example"] }, 1);
        var (own, foreign) = (Arrival("shop.example"), Arrival("other.example"));

        gate.Decide([own, foreign], Make.Noon);

        Assert.Equal((NoiseClass.None, NoiseClass.Forged), (own.Noise.Class, foreign.Noise.Class));
    }

    [Fact]
    public void Where_all_domains_are_allowed_nothing_is_forged()
    {
        var arrival = Arrival("other.example");
        new ProjectGate(Settings, 1).Decide([arrival], Make.Noon);
        Assert.Same(NoiseVerdict.Clean, arrival.Noise);
    }

    [Fact]
    public void A_dropped_class_is_turned_away_with_its_word_and_uses_up_no_limit()
    {
        var gate = new ProjectGate(
            Settings with { AllowedDomains = ["shop.example"], Filters = new(new() { DroppedNoise = [NoiseClass.Forged] }), Limit = new(1, TimeSpan.FromMinutes(1)) }, 1);

        var verdict = gate.Decide([Arrival("other.example"), Arrival("shop.example")], Make.Noon);

        Assert.Equal(Outcome.Filtered("noise-forged"), Assert.Single(verdict.Ended).Outcome);
        Assert.Single(verdict.Admitted);
    }

    [Fact]
    public void Noise_cannot_use_up_the_budget_of_real_issues()
    {
        var gate = new ProjectGate(Settings with { NewIssuesPerHour = 8 }, 1);
        List<Arrival> noise = [.. Enumerable.Range(0, 50).Select(i => Arrival("shop.example", fingerprint: 100 + i, noise: NoiseReasons.ExtensionScheme))];

        var first = gate.Decide(noise, Make.Noon);
        var real = gate.Decide([.. Enumerable.Range(0, 8).Select(i => Arrival("shop.example", fingerprint: i + 1))], Make.Noon);

        Assert.Equal((2, 48), (first.Admitted.Count, first.ToLookUp.Count));
        Assert.Equal(8, real.Admitted.Count);
    }

    [Fact]
    public void A_policy_that_nearly_nobody_has_is_tampered_with()
    {
        var gate = new ProjectGate(Settings, 1);
        var odd = Arrival("shop.example", policy: 2, network: 9);
        gate.Decide([odd], Make.Noon);
        for (var network = 0UL; network < 300; network++)
        {
            gate.Decide([Arrival("shop.example", policy: 1, network: Spread(network))], Make.Noon);
        }

        var (again, usual) = (Arrival("shop.example", policy: 2, network: 9), Arrival("shop.example", policy: 1, network: 9));
        gate.Decide([again, usual], Make.Noon);

        Assert.Equal((NoiseClass.None, NoiseClass.Tampered, NoiseClass.None), (odd.Noise.Class, again.Noise.Class, usual.Noise.Class));
    }

    [Fact]
    public void A_policy_that_was_just_rolled_out_is_not()
    {
        var variants = new PolicyVariants();
        for (var network = 0UL; network < 2000; network++)
        {
            variants.IsRare(1, 1, Spread(network));
        }

        Assert.All(Enumerable.Range(0, 100), network => Assert.False(variants.IsRare(1, 2, Spread((ulong)network))));
    }

    [Fact]
    public void One_sender_with_many_user_agents_makes_no_policy_the_usual_one()
    {
        var variants = new PolicyVariants();
        variants.IsRare(1, 1, Spread(1));
        for (var i = 0; i < 5000; i++)
        {
            variants.IsRare(1, 2, Spread(2));
        }

        Assert.False(variants.IsRare(1, 1, Spread(3)));
    }

    [Fact]
    public async Task A_filtered_report_is_answered_and_counted_with_its_reason()
    {
        await using var world = new World();
        world.Settings = world.Settings with { Filters = new(new() { IgnoredSources = ["cdn.example"] }) };

        var answer = await world.Send(Make.Submission(Make.Report()));

        Assert.Equal((1, OutcomeReasons.IgnoredSource), (answer.Filtered, answer.Reason));
        Assert.Equal(1, world.Writer.Outcomes[(Make.Project, Make.Key, "Filtered", OutcomeReasons.IgnoredSource)]);
    }

    private static ulong Spread(ulong number) => (number + 1) * 0x9E3779B97F4A7C15UL is var x ? (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9UL : 0;

    private static Arrival Arrival(string host, int fingerprint = 1, NoiseReason? noise = null, ulong policy = 0, ulong network = 1)
    {
        var made = Make.Report(fingerprint);
        made.Csp!.PolicyId = policy;
        var report = new Report
        {
            Kind = made.Kind, Fingerprint = made.Fingerprint, Type = made.Type, DocumentUri = $"https://{host}/cart", DocumentHost = host, Csp = made.Csp, Raw = made.Raw,
        };
        return new(report, Make.Submission(report) with { Network = network }, Make.Key, null) { Noise = noise is null ? NoiseVerdict.Clean : NoiseVerdict.Of([noise]) };
    }
}
