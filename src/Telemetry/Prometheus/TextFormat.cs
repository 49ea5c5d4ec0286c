using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Picket.Telemetry.Prometheus;

/// <summary>
/// Writes metrics in the Prometheus text format 0.0.4. Metrics of one name form one family, written once with its help and type; a metric whose name
/// is taken by another type is left out, because a scrape that breaks the format is refused as a whole.
/// </summary>
internal sealed class TextFormat
{
    /// <summary>The format's content type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>All of <paramref name="metrics"/>, by name.</summary>
    public static string Write(IEnumerable<Metric> metrics)
    {
        var format = new TextFormat();
        foreach (var family in metrics.GroupBy(NameOf).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            format.WriteFamily(family.Key, family.ToList());
        }

        return format._text.ToString();
    }

    private static string NameOf(Metric metric) => MetricName.Of(metric.Name, metric.Unit, TypeOf(metric) == "counter");

    private static string TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge", // Up-down counters go both ways, so they are gauges here.
    };

    private void WriteFamily(string name, List<Metric> metrics)
    {
        var type = TypeOf(metrics[0]);
        var description = metrics.Select(metric => metric.Description).FirstOrDefault(text => text.Length > 0) ?? "";
        _text.Append("# HELP ").Append(name).Append(' ');
        Escape(description, quotes: false);
        _text.Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var metric in metrics.Where(metric => TypeOf(metric) == type))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                if (type == "histogram")
                {
                    WriteHistogram(name, point);
                }
                else
                {
                    WriteSample(name, "", point.Tags, null, Value(metric.MetricType, point));
                }
            }
        }
    }

    private void WriteHistogram(string name, in MetricPoint point)
    {
        long count = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            WriteSample(name, "_bucket", point.Tags, Number(bucket.ExplicitBound), Number(count));
        }

        WriteSample(name, "_sum", point.Tags, null, Number(point.GetHistogramSum()));
        WriteSample(name, "_count", point.Tags, null, Number(count));
    }

    private void WriteSample(string name, string suffix, ReadOnlyTagCollection tags, string? bound, string value)
    {
        _text.Append(name).Append(suffix);
        var separator = '{';
        foreach (var tag in tags)
        {
            WriteLabel(MetricName.Sanitize(tag.Key), Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "");
        }

        if (bound is not null)
        {
            WriteLabel("le", bound);
        }

        _text.Append(separator == ',' ? "} " : " ").Append(value).Append('\n');

        void WriteLabel(string label, string text)
        {
            _text.Append(separator).Append(label).Append("=\"");
            Escape(text, quotes: true);
            _text.Append('"');
            separator = ',';
        }
    }

    private void Escape(string text, bool quotes)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => _text.Append(@"\\"),
                '\n' => _text.Append(@"\n"),
                '"' when quotes => _text.Append("\\\""),
                _ => _text.Append(letter),
            };
        }
    }

    private static string Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Number(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Number(point.GetSumDouble()),
        MetricType.LongGauge => Number(point.GetGaugeLastValueLong()),
        _ => Number(point.GetGaugeLastValueDouble()),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
