using System.Diagnostics.Metrics;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Picket.Telemetry.Prometheus;

namespace Picket.Telemetry.Tests.Support;

/// <summary>What <c>/metrics</c> says of meters of the test's own, without a server.</summary>
internal static class Page
{
    /// <summary>The page's lines after <paramref name="measure"/>, without the family of what was left out.</summary>
    public static string[] Of(Action<Meter> measure, int maxBytes = TextFormat.DefaultMaxBytes) =>
        [.. Whole([measure], maxBytes).TakeWhile(line => !line.Contains(TextFormat.DroppedName, StringComparison.Ordinal))];

    /// <summary>All lines, one meter for each of <paramref name="measure"/>; meters are ordered as these are.</summary>
    public static string[] Whole(Action<Meter>[] measure, int maxBytes = TextFormat.DefaultMaxBytes, TextDialect dialect = TextDialect.Prometheus)
    {
        // Meters are seen by every listener of the process: a name of its own keeps a test to itself.
        var name = $"Test.{Guid.NewGuid():N}";
        using var exporter = new Exporter(maxBytes, dialect);
        using var reader = new BaseExportingMetricReader(exporter);
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter($"{name}.*").SetExemplarFilter(ExemplarFilterType.AlwaysOn).AddReader(reader).Build();
        var meters = measure.Select((_, i) => new Meter($"{name}.{i:D3}")).ToList();
        foreach (var (meter, act) in meters.Zip(measure))
        {
            act(meter);
        }

        reader.Collect();
        meters.ForEach(meter => meter.Dispose());
        return exporter.Text.TrimEnd('\n').Split('\n');
    }

    private sealed class Exporter(int maxBytes, TextDialect dialect) : BaseExporter<Metric>
    {
        public string Text { get; private set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var metrics = new List<Metric>();
            foreach (var metric in batch)
            {
                metrics.Add(metric);
            }

            if (Text.Length == 0)
            {
                using var text = new TextBuffer();
                TextFormat.Write(metrics, text, dialect, maxBytes);
                Text = Encoding.UTF8.GetString(text.Written.Span);
            }

            return ExportResult.Success;
        }
    }
}
