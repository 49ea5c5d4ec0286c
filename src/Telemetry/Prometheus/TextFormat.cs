using System.Text;
using OpenTelemetry.Metrics;

namespace Picket.Telemetry.Prometheus;

/// <summary>
/// Writes metrics in the Prometheus text format 0.0.4 or in OpenMetrics 1.0, which names a counter's family without <c>_total</c>, has exemplars and an end. Bounds of buckets are
/// written alike in both, so that a series does not change with the format. Metrics of one name form one family, written once with its help and type, families and series in the
/// order of their names. Prometheus refuses a page as a whole when two series or two types clash, so what clashes is left out, and so is what does not fit
/// in the page's bound; the page's last family says how many series that were.
/// </summary>
internal sealed class TextFormat
{
    /// <summary>Bound of a page in bytes.</summary>
    public const int DefaultMaxBytes = 4 * 1024 * 1024;

    /// <summary>The family that says what was left out.</summary>
    public const string DroppedName = "picket_metrics_dropped_series";

    private readonly TextBuffer _text;
    private readonly int _maxBytes;
    private readonly TextDialect _dialect;
    private readonly HashSet<string> _taken = [DroppedName];
    private long _conflicting;
    private long _duplicate;
    private long _overLimit;

    private TextFormat(TextBuffer text, TextDialect dialect, int maxBytes) => (_text, _dialect, _maxBytes) = (text, dialect, maxBytes);

    /// <summary>What a page is called in HTTP.</summary>
    public static string ContentType(TextDialect dialect) =>
        dialect == TextDialect.OpenMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes all of <paramref name="metrics"/>.</summary>
    /// <param name="metrics">In any order.</param>
    /// <param name="text">Where to.</param>
    /// <param name="dialect">How.</param>
    /// <param name="maxBytes">What does not fit is left out; only the few lines that say so come on top.</param>
    public static void Write(IEnumerable<Metric> metrics, TextBuffer text, TextDialect dialect = TextDialect.Prometheus, int maxBytes = DefaultMaxBytes)
    {
        var format = new TextFormat(text, dialect, maxBytes);
        var ordered = metrics.OrderBy(metric => metric.MeterName, StringComparer.Ordinal).ThenBy(metric => metric.Name, StringComparer.Ordinal);
        foreach (var family in ordered.GroupBy(NameOf).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            format.WriteFamily(family.Key, family.ToList());
        }

        format.WriteDropped();
        if (dialect == TextDialect.OpenMetrics)
        {
            text.Append("# EOF\n");
        }
    }

    private static string NameOf(Metric metric) => MetricName.Of(metric.Name, metric.Unit, TypeOf(metric));

    private static FamilyType TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => FamilyType.Counter,
        MetricType.Histogram or MetricType.ExponentialHistogram => FamilyType.Histogram,
        _ => FamilyType.Gauge,
    };

    private void WriteFamily(string name, List<Metric> metrics)
    {
        var type = TypeOf(metrics[0]);
        string[] samples = type == FamilyType.Histogram ? [name, $"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name, FamilyName(name, type)];
        var free = !samples.Any(_taken.Contains);
        var series = new List<Series>();
        foreach (var metric in metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                if (free && TypeOf(metric) == type)
                {
                    series.Add(new(Labels.Of(point.Tags), metric.MetricType, point));
                }
                else
                {
                    _conflicting++;
                }
            }
        }

        if (series.Count > 0)
        {
            _taken.UnionWith(samples);
            var start = _text.Length;
            WriteHead(name, type, metrics.Select(metric => metric.Description).FirstOrDefault(text => text.Length > 0) ?? "");
            if (!WriteSeries(name, type, series))
            {
                _text.CutTo(start);
            }
        }
    }

    /// <summary>False where none had room.</summary>
    private bool WriteSeries(string name, FamilyType type, List<Series> all)
    {
        var any = false;
        string? last = null;
        foreach (var series in all.OrderBy(series => series.Labels, StringComparer.Ordinal))
        {
            if (series.Labels == last)
            {
                _duplicate++;
                continue;
            }

            last = series.Labels;
            var start = _text.Length;
            series.Write(_text, name, type, _dialect);
            if (_text.Length > _maxBytes)
            {
                _text.CutTo(start);
                _overLimit++;
            }
            else
            {
                any = true;
            }
        }

        return any;
    }

    private void WriteHead(string name, FamilyType type, string description)
    {
        var help = new StringBuilder();
        Labels.Escape(help, description, quotes: _dialect == TextDialect.OpenMetrics);
        name = FamilyName(name, type);
        _text.Append("# HELP ").Append(name).Append(" ").Append(help.ToString()).Append("\n# TYPE ").Append(name).Append(type switch
        {
            FamilyType.Counter => " counter\n",
            FamilyType.Histogram => " histogram\n",
            _ => " gauge\n",
        });
    }

    private string FamilyName(string name, FamilyType type) => _dialect == TextDialect.OpenMetrics && type == FamilyType.Counter ? MetricName.WithoutTotal(name) : name;

    private void WriteDropped()
    {
        WriteHead(DroppedName, FamilyType.Gauge, "Series left out of this page, by why.");
        foreach (var (reason, count) in ((string, long)[])[("conflict", _conflicting), ("duplicate", _duplicate), ("limit", _overLimit)])
        {
            _text.Append(DroppedName).Append("{reason=\"").Append(reason).Append("\"} ").Append(count).Append("\n");
        }
    }
}
