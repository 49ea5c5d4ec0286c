namespace Picket.Telemetry.Prometheus;

/// <summary>The types of the text format that OpenTelemetry's instruments become.</summary>
internal enum FamilyType
{
    /// <summary>Goes both ways: gauges and up-down counters.</summary>
    Gauge,

    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Counts by size, cumulative.</summary>
    Histogram,
}
