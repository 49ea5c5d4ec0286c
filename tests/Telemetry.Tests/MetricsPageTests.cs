using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Picket.Gateway.Edge;
using Picket.Hosting;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Site.Canary;
using Picket.Storage.Housekeeping;
using Picket.Storage.Search;
using Picket.Telemetry.Prometheus;
using Picket.Telemetry.Tests.Support;
using Picket.Testing;
using Picket.Web;

namespace Picket.Telemetry.Tests;

/// <summary><c>docs/metrics.md</c> is held against what the instruments are.</summary>
public sealed partial class MetricsPageTests
{
    private static readonly IReadOnlyList<string[]> Rows = [.. Row().Matches(File.ReadAllText(Path.Combine(Built.Root, "docs", "metrics.md")))
        .Select(row => row.Groups[1].Value.Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void Page_and_instruments_have_the_same_names_and_types()
    {
        var exposed = Instruments().Select(instrument => $"{MetricName.Of(instrument.Name, instrument.Unit ?? "", TypeOf(instrument))} {TypeOf(instrument)}".ToLowerInvariant());
        Assert.Equal(
            exposed.Append($"{TextFormat.DroppedName} gauge").Order(StringComparer.Ordinal),
            Rows.Select(row => $"{row[0].Trim('`')} {row[1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_instrument_of_the_source_is_looked_at()
    {
        var source = Directory.EnumerateFiles(Path.Combine(Built.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/src/Grains", StringComparison.Ordinal)) // A cluster's are in docs/cluster.md; this test is built without Orleans, too.
            .SelectMany(path => Created().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value);
        Assert.Equal(source.Order(StringComparer.Ordinal), Instruments().Select(instrument => instrument.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labels_of_reports_are_those_of_the_page()
    {
        var lines = Page.Of(meter => new OutcomeInstruments(meter).OnOutcome(ReportKind.Csp, Outcome.Invalid(OutcomeReasons.Cors)));
        Assert.Equal("picket_reports_total{outcome=\"invalid\",reason=\"cors\",report_type=\"csp\"} 1", lines[^1]);
        Assert.Equal("`outcome`, `reason`, `report_type`", Rows.Single(row => row[0] == "`picket_reports_total`")[3]);
    }

    [Fact]
    public void Each_metric_is_explained() => Assert.All(Rows, row => Assert.True(row.Length == 5 && row[4].Length > 0, row[0]));

    /// <summary>All that a host makes, and nothing that other tests have made.</summary>
    private static List<Instrument> Instruments()
    {
        var services = new ServiceCollection().AddMetrics().AddLogging().AddSingleton(TimeProvider.System).AddPicketTelemetry("picket-test").BuildServiceProvider();
        using var provider = services;
        var factory = provider.GetRequiredService<IMeterFactory>();
        var found = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Scope == factory || instrument.Meter.Name is "Picket.Build" or "Picket.Hosting") { found.Add(instrument); } } };
        listener.Start();
        var meter = factory.Create("Picket.Ingestion");
        _ = new Intake(null!, null!, null!, new IngestionOptions(), new OutcomeInstruments(meter), TimeProvider.System);
        _ = new BodyBudget(1, TimeSpan.Zero, TimeProvider.System, meter);
        _ = new LedgerInstruments(meter);
        _ = new ClientAgents(new IngestionOptions(), TimeProvider.System, meter);
        _ = new HousekeepingInstruments(factory.Create(HousekeepingInstruments.MeterName), new(), TimeProvider.System);
        _ = new SearchInstruments(factory);
        _ = new CanaryInstruments(factory.Create(CanaryInstruments.MeterName));
        RuntimeHelpers.RunClassConstructor(typeof(CertificateInstruments).TypeHandle);
        new EdgeInstruments(factory.Create(EdgeInstruments.MeterName)).Observe(null!, null!, null!);
        ActivatorUtilities.CreateInstance(provider, typeof(WebOptions).Assembly.GetType("Picket.Web.Ingest.IngestFailures", throwOnError: true)!);
        provider.GetRequiredService<OpenTelemetry.Metrics.MeterProvider>();
        return found;
    }

    private static FamilyType TypeOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => FamilyType.Counter,
        "Histogram" => FamilyType.Histogram,
        _ => FamilyType.Gauge,
    };

    [GeneratedRegex(@"^\| (`picket_.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?:\.Create(?:Observable)?(?:Counter|UpDownCounter|Histogram|Gauge)(?:<\w+>)?\(\s*|= new\(\s*(?:meter|meters\.Create\(MeterName\)), )""([^""]+)""")]
    private static partial Regex Created();
}
