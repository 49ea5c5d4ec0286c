using System.Text;

namespace Picket.Telemetry.Prometheus;

/// <summary>Prometheus names of OpenTelemetry instruments, by OpenTelemetry's compatibility rules ("Prometheus and OpenMetrics Compatibility", Metric Metadata).</summary>
internal static class MetricName
{
    /// <summary>Dots become underscores, the unit and, for counters, <c>total</c> are appended.</summary>
    public static string Of(string name, string unit, bool isCounter)
    {
        var text = Sanitize(name);
        var suffix = Unit(unit);
        if (suffix.Length > 0 && !text.EndsWith($"_{suffix}", StringComparison.Ordinal))
        {
            text += $"_{suffix}";
        }

        return isCounter && !text.EndsWith("_total", StringComparison.Ordinal) ? text + "_total" : text;
    }

    /// <summary>Letters, digits and underscores only, no digit first, no two underscores in a row.</summary>
    public static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                text.Append(text.Length == 0 && char.IsAsciiDigit(letter) ? "_" : "").Append(letter);
            }
            else if (text.Length == 0 || text[^1] != '_')
            {
                text.Append('_');
            }
        }

        return text.ToString();
    }

    /// <summary>Units in words; annotations such as <c>{report}</c> say what is counted and are no unit.</summary>
    private static string Unit(string unit) => unit switch
    {
        "" => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" => "ratio",
        "%" => "percent",
        ['{', ..] => "",
        _ => Sanitize(unit),
    };
}
