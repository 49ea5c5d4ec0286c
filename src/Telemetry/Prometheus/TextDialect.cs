namespace Picket.Telemetry.Prometheus;

/// <summary>The two formats in which a page can be written.</summary>
internal enum TextDialect
{
    /// <summary>Prometheus' text format 0.0.4: what everybody reads.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0: the same series, with exemplars.</summary>
    OpenMetrics,
}
