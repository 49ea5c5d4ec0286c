using OpenTelemetry.Metrics;

namespace Picket.Telemetry.Prometheus;

/// <summary>One series with its value. Valid only while the collection it comes from is exported.</summary>
/// <param name="Labels">As <see cref="Prometheus.Labels"/> writes them.</param>
/// <param name="Kind">How <paramref name="Point"/> holds its value.</param>
/// <param name="Point">The value.</param>
internal readonly record struct Series(string Labels, MetricType Kind, MetricPoint Point)
{
    /// <summary>Writes its line, or for a histogram its lines.</summary>
    public void Write(TextBuffer text, string name, FamilyType type)
    {
        if (type == FamilyType.Histogram)
        {
            WriteHistogram(text, name);
            return;
        }

        Begin(text, name, "");
        _ = Kind switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => text.Append(Point.GetSumLong()),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => text.Append(Point.GetSumDouble()),
            MetricType.LongGauge => text.Append(Point.GetGaugeLastValueLong()),
            _ => text.Append(Point.GetGaugeLastValueDouble()),
        };
        text.Append("\n");
    }

    private void WriteHistogram(TextBuffer text, string name)
    {
        // The format knows no exponential buckets: of such a histogram only count and sum are told.
        if (Kind == MetricType.Histogram)
        {
            long below = 0;
            foreach (var bucket in Point.GetHistogramBuckets())
            {
                below += bucket.BucketCount;
                if (double.IsFinite(bucket.ExplicitBound))
                {
                    BeginBucket(text, name).Append(bucket.ExplicitBound).Append("\"} ").Append(below).Append("\n");
                }
            }
        }

        var count = Point.GetHistogramCount();
        BeginBucket(text, name).Append("+Inf\"} ").Append(count).Append("\n");
        Begin(text, name, "_sum").Append(Point.GetHistogramSum()).Append("\n");
        Begin(text, name, "_count").Append(count).Append("\n");
    }

    private TextBuffer Begin(TextBuffer text, string name, string suffix)
    {
        text.Append(name).Append(suffix);
        return Labels.Length == 0 ? text.Append(" ") : text.Append("{").Append(Labels).Append("} ");
    }

    private TextBuffer BeginBucket(TextBuffer text, string name) =>
        text.Append(name).Append("_bucket{").Append(Labels).Append(Labels.Length == 0 ? "le=\"" : ",le=\"");
}
