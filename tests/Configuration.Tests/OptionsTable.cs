using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Picket.Configuration.Tests;

/// <summary>What an options class says of its settings, as a table in Markdown: names and types by reflection, ranges from attributes, meaning from documentation.</summary>
internal static partial class OptionsTable
{
    /// <summary>The settings that <paramref name="type"/> declares itself, in the order of its source.</summary>
    public static IEnumerable<PropertyInfo> Settings(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.CanWrite || typeof(IList).IsAssignableFrom(property.PropertyType) || property.PropertyType == typeof(IList<string>));

    /// <summary>The table of <paramref name="type"/>.</summary>
    public static string Of(Type type)
    {
        var documents = Documents.Of(type.Assembly);
        var defaults = Activator.CreateInstance(type)!;
        var rows = Settings(type).Select(setting =>
            $"| `{setting.Name}` | {Kind(setting)} | {Default(setting, setting.GetValue(defaults))} | {Range(setting)} | {Meaning(documents.Summary(setting), setting)} |\n");
        return $"| setting | type | default | range | meaning |\n| --- | --- | --- | --- | --- |\n{string.Concat(rows)}";
    }

    private static string Kind(PropertyInfo setting) => setting.PropertyType switch
    {
        var type when type == typeof(TimeSpan) => "time",
        var type when type == typeof(bool) => "true or false",
        var type when type == typeof(string) => "text",
        var type when type == typeof(double) => "number",
        { IsEnum: true } type => string.Join(" or ", Enum.GetNames(type).Select(name => $"`{name}`")),
        var type when type == typeof(IList<string>) => "list",
        _ => "whole number",
    };

    private static string Default(PropertyInfo setting, object? value) => value switch
    {
        _ when setting.GetCustomAttribute<RequiredAttribute>() is not null => "(required)",
        "" or IList => "",
        bool truth => truth ? "true" : "false",
        string text => $"`{text}`",
        _ => Text(value!),
    };

    private static string Range(PropertyInfo setting) => setting.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Bound(range.Minimum, setting)} to {Bound(range.Maximum, setting)}" : "";

    private static string Bound(object bound, PropertyInfo setting) =>
        Text(bound is string text && setting.PropertyType == typeof(TimeSpan) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : bound is double number && setting.PropertyType == typeof(long) ? (long)number : bound);

    private static string Text(object value) => value switch
    {
        TimeSpan { Ticks: var ticks } time when ticks % TimeSpan.TicksPerSecond != 0 => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Without the sentence that repeats the attribute's range for readers of the code.</summary>
    private static string Meaning(string summary, PropertyInfo setting) =>
        (setting.GetCustomAttribute<RangeAttribute>() is null ? summary : RangeSentence().Replace(summary, "")).Replace("|", @"\|", StringComparison.Ordinal);

    [GeneratedRegex(@" -?\d[\d,]*(\.\d+)?( \w+)? to \d[\d,]*( \w+)?\.$")]
    private static partial Regex RangeSentence();
}
