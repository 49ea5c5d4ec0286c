using OpenTelemetry.Metrics;

namespace Picket.Telemetry.Prometheus;

/// <summary>One series with its value. Valid only while the collection it comes from is exported.</summary>
/// <param name="Labels">As <see cref="Prometheus.Labels"/> writes them.</param>
/// <param name="Kind">How <paramref name="Point"/> holds its value.</param>
/// <param name="Point">The value.</param>
internal readonly record struct Series(string Labels, MetricType Kind, MetricPoint Point)
{
    /// <summary>Writes its line, or for a histogram its lines.</summary>
    public void Write(TextBuffer text, string name, FamilyType type, TextDialect dialect)
    {
        if (type == FamilyType.Histogram)
        {
            WriteHistogram(text, name, dialect);
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
        if (type == FamilyType.Counter)
        {
            WriteExemplar(text, dialect, double.NegativeInfinity, double.PositiveInfinity);
        }

        text.Append("\n");
    }

    private void WriteHistogram(TextBuffer text, string name, TextDialect dialect)
    {
        // The format knows no exponential buckets: of such a histogram only count and sum are told.
        var from = double.NegativeInfinity;
        if (Kind == MetricType.Histogram)
        {
            long below = 0;
            foreach (var bucket in Point.GetHistogramBuckets())
            {
                below += bucket.BucketCount;
                if (double.IsFinite(bucket.ExplicitBound))
                {
                    BeginBucket(text, name).Append(bucket.ExplicitBound).Append("\"} ").Append(below);
                    WriteExemplar(text, dialect, from, bucket.ExplicitBound);
                    text.Append("\n");
                    from = bucket.ExplicitBound;
                }
            }
        }

        var count = Point.GetHistogramCount();
        BeginBucket(text, name).Append("+Inf\"} ").Append(count);
        WriteExemplar(text, dialect, from, double.PositiveInfinity);
        text.Append("\n");
        Begin(text, name, "_sum").Append(Point.GetHistogramSum()).Append("\n");
        Begin(text, name, "_count").Append(count).Append("\n");
    }

    /// <summary>The last measurement above <paramref name="from"/> and up to <paramref name="to"/> that was made within a sampled trace, where there is one.</summary>
    private void WriteExemplar(TextBuffer text, TextDialect dialect, double from, double to)
    {
        if (dialect != TextDialect.OpenMetrics || !Point.TryGetExemplars(out var exemplars))
        {
            return;
        }

        (double Value, DateTimeOffset At, string Trace, string Span)? last = null;
        foreach (ref readonly var exemplar in exemplars)
        {
            var value = Kind == MetricType.LongSum ? exemplar.LongValue : exemplar.DoubleValue;
            if (exemplar.TraceId != default && value > from && value <= to && !(last?.At > exemplar.Timestamp))
            {
                last = (value, exemplar.Timestamp, exemplar.TraceId.ToHexString(), exemplar.SpanId.ToHexString());
            }
        }

        if (last is { } found)
        {
            text.Append(" # {span_id=\"").Append(found.Span).Append("\",trace_id=\"").Append(found.Trace).Append("\"} ").Append(found.Value)
                .Append(" ").Append(found.At.ToUnixTimeMilliseconds() / 1000.0);
        }
    }

    private TextBuffer Begin(TextBuffer text, string name, string suffix)
    {
        text.Append(name).Append(suffix);
        return Labels.Length == 0 ? text.Append(" ") : text.Append("{").Append(Labels).Append("} ");
    }

    private TextBuffer BeginBucket(TextBuffer text, string name) =>
        text.Append(name).Append("_bucket{").Append(Labels).Append(Labels.Length == 0 ? "le=\"" : ",le=\"");
}
