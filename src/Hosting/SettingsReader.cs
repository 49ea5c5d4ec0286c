using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Picket.Hosting;

/// <summary>Reads typed options from one section and gathers everything that is wrong, so that one start shows all of it.</summary>
public sealed class SettingsReader(IConfigurationSection section)
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong so far, each with the setting's name and what to write.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Options with what is set; what is wrong keeps its default and is among <see cref="Errors"/>.</summary>
    public T Read<T>()
        where T : new()
    {
        var options = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite)
            {
                Set(options, property);
            }
            else if (property.GetValue(options) is IList<string> list)
            {
                _known.Add(property.Name);
                section.GetSection(property.Name).Bind(list);
            }
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        if (options is IValidatableObject more)
        {
            // The validator does not ask the object itself once a property is out of range; we want all errors.
            results.AddRange(more.Validate(new(options)).Where(result => !results.Exists(known => known.ErrorMessage == result.ErrorMessage)).ToList());
        }

        _errors.AddRange(results.Select(result => $"{section.Path}:{string.Join(", ", result.MemberNames)}: {result.ErrorMessage}"));
        return options;
    }

    /// <summary>Names in the section that no options have: typing errors, mostly.</summary>
    public void RefuseUnknown() => _errors.AddRange(section.GetChildren()
        .Where(child => !_known.Contains(child.Key))
        .Select(child => $"{child.Path}: There is no such setting.{Guess(child.Key)}"));

    /// <summary>Takes errors that were found elsewhere.</summary>
    public void Add(IEnumerable<string> errors) => _errors.AddRange(errors);

    private void Set(object options, PropertyInfo property)
    {
        _known.Add(property.Name);
        var value = section.GetSection(property.Name);
        if (value.Value is null)
        {
            return;
        }

        try
        {
            property.SetValue(options, value.Get(property.PropertyType) ?? (property.PropertyType == typeof(string) ? "" : throw new InvalidOperationException()));
        }
        catch (InvalidOperationException)
        {
            _errors.Add($"{value.Path}: '{value.Value}' is not {Expected(property.PropertyType)}.");
        }
    }

    private static string Expected(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:00:05"
        : type == typeof(bool) ? "true or false"
        : type == typeof(double) ? "a number such as 0.25"
        : type.IsEnum ? string.Join(" or ", Enum.GetNames(type))
        : "a whole number in range";

    private string Guess(string name) => _known.MinBy(known => Distance(known, name)) is { } nearest && Distance(nearest, name) <= 3 ? $" Is {nearest} meant?" : "";

    /// <summary>Letters to change, add or leave out.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }
}
