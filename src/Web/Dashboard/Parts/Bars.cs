using System.Globalization;

namespace Picket.Web.Dashboard.Parts;

/// <summary>Heights of bars in charts. Styles come from the style sheet alone; SVG's own attributes carry the geometry.</summary>
internal static class Bars
{
    /// <summary>In proportion, but never so low that it cannot be seen.</summary>
    public static double Height(long value, long max, double full) => max == 0 ? 0 : Math.Max(full * 0.06, full * value / max);

    /// <summary>As SVG wants it.</summary>
    public static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The start of a chart.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
