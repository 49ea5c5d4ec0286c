using System.Globalization;
using System.Text;
using OpenTelemetry;

namespace Picket.Telemetry.Prometheus;

/// <summary>Tags as labels: <c>name="value",…</c> in the order of names, so that equal sets are equal text.</summary>
internal static class Labels
{
    // A histogram's own label. A tag of that name is renamed as Prometheus renames labels that clash with its own.
    private const string Bound = "le";
    private const string Renamed = "exported_le";

    /// <summary>
    /// The labels of a series, without braces. Tags whose names become the same share a label, values joined by <c>;</c>; an empty value is no label,
    /// because to Prometheus the two are the same.
    /// </summary>
    public static string Of(ReadOnlyTagCollection tags)
    {
        if (tags.Count == 0)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Sorted(tags))
        {
            var name = MetricName.Sanitize(key) is var clean and not Bound ? clean : Renamed;
            labels[name] = labels.TryGetValue(name, out var others) ? $"{others};{value}" : value;
        }

        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            if (value.Length > 0)
            {
                text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"");
                Escape(text, value, quotes: true);
                text.Append('"');
            }
        }

        return text.ToString();
    }

    /// <summary>Text with the format's escapes: backslash and line feed, within labels the quote too.</summary>
    public static void Escape(StringBuilder text, string value, bool quotes)
    {
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '\\' => text.Append(@"\\"),
                '\n' => text.Append(@"\n"),
                '"' when quotes => text.Append("\\\""),
                '\0' => text.Append('\uFFFD'), // Ends the text for some parsers.
                _ => text.Append(letter),
            };
        }
    }

    private static List<(string Key, string Value)> Sorted(ReadOnlyTagCollection tags)
    {
        var list = new List<(string Key, string Value)>(tags.Count);
        foreach (var (key, value) in tags)
        {
            list.Add((key, value is bool truth ? (truth ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        }

        list.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return list;
    }
}
