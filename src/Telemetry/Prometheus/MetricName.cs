using System.Text;

namespace Picket.Telemetry.Prometheus;

/// <summary>Prometheus names of OpenTelemetry instruments, by OpenTelemetry's compatibility rules ("Prometheus and OpenMetrics Compatibility", Metric Metadata).</summary>
internal static class MetricName
{
    private const string Total = "_total";

    /// <summary>Dots become underscores; the unit and, for counters, <c>total</c> stand at the end, each once.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="unit">Its unit in UCUM's letters.</param>
    /// <param name="type">What Prometheus takes it for.</param>
    public static string Of(string name, string unit, FamilyType type)
    {
        var text = Sanitize(name);
        if (type == FamilyType.Counter)
        {
            text = WithoutTotal(text);
        }

        // The unit "1" says ratio where a value is measured; where things are counted it says nothing.
        var suffix = unit == "1" ? (type == FamilyType.Gauge ? "ratio" : "") : Unit(unit);
        if (suffix.Length > 0 && !text.EndsWith($"_{suffix}", StringComparison.Ordinal))
        {
            text += $"_{suffix}";
        }

        return type == FamilyType.Counter ? text + Total : text;
    }

    /// <summary>A counter's family in OpenMetrics.</summary>
    public static string WithoutTotal(string name) => name.EndsWith(Total, StringComparison.Ordinal) ? name[..^Total.Length] : name;

    /// <summary>Letters, digits and underscores only, no digit first, no two underscores in a row, never empty: fit for metrics and for labels.</summary>
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

        return text.Length == 0 ? "_" : text.ToString();
    }

    /// <summary>Units in words; annotations such as <c>{report}</c> say what is counted and are no unit.</summary>
    private static string Unit(string unit)
    {
        var parts = unit.Split('/', 2);
        return (Word(parts[0]), parts.Length == 2 ? Word(parts[1]).TrimEnd('s') : "") switch
        {
            (var word, "") => word,
            ("", var per) => $"per_{per}",
            var (word, per) => $"{word}_per_{per}",
        };
    }

    private static string Word(string unit) => unit switch
    {
        "" or ['{', ..] => "",
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "Cel" => "celsius",
        "%" => "percent",
        _ => Sanitize(unit).Trim('_'),
    };
}
