using System.Text;

namespace Picket.Web.Api.Issues;

/// <summary>
/// Comma-separated values that are only ever values. Reports are sent by strangers, and a cell that starts with one of <c>= + - @</c>, a tab or a line's end is a formula to
/// spreadsheets: such a cell gets an apostrophe before it, which they show as text. Numbers of our own are not touched.
/// </summary>
internal static class CsvText
{
    /// <summary>Adds a line.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="cells">Numbers, times and texts; null is empty.</param>
    public static void AppendLine(StringBuilder text, params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(i > 0 ? "," : "");
            if (cells[i] is string cell)
            {
                text.Append('"').Append(IsFormula(cell) ? "'" : "").Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            else if (cells[i] is { } value)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
            }
        }

        text.Append("\r\n");
    }

    /// <summary>Spreadsheets skip spaces before they look for a formula, and take full-width signs for plain ones.</summary>
    private static bool IsFormula(string cell)
    {
        var trimmed = cell.AsSpan().TrimStart(" \u00A0\u3000\uFEFF");
        return trimmed.Length > 0 && trimmed[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
    }
}
