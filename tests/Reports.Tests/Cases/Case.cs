using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Picket.Reports.Tests.Cases;

/// <summary>One row of a case table: a body, and what must come of it.</summary>
/// <remarks>
/// <c>body</c> is JSON, sent as it stands in the table; <c>text</c> is sent as written, with <c>{REPEAT:x:9}</c> standing for nine x; <c>base64</c> is
/// sent decoded. <c>expect</c> has an object for each item; every name in it is a fact that must hold, and <c>fingerprint_of</c> lists the values
/// whose MD5 is the fingerprint.
/// </remarks>
internal sealed class Case
{
    private readonly JsonElement _row;

    private Case(string table, JsonElement row)
    {
        _row = row;
        Name = $"{table}: {row.GetProperty("name").GetString()}";
    }

    /// <summary>The table and the rule it shows.</summary>
    public string Name { get; }

    /// <summary>The request's body.</summary>
    public byte[] Body =>
        _row.TryGetProperty("text", out var text) ? Encoding.UTF8.GetBytes(Repeated.Expand(text.GetString()!))
        : _row.TryGetProperty("base64", out var bytes) ? bytes.GetBytesFromBase64()
        : Encoding.UTF8.GetBytes(_row.GetProperty("body").GetRawText());

    /// <summary>How it is read: with the <c>fallback</c> and <c>grouping</c> of the row, else unknown and Sentry's.</summary>
    public ReadOptions Options => new(Word("fallback", Disposition.Unknown), Word("grouping", Grouping.Sentry), Word("keep", Kept.Nothing) == Kept.Queries);

    /// <summary>What each item must be.</summary>
    public IReadOnlyList<JsonObject> Expected => [.. _row.GetProperty("expect").EnumerateArray().Select(item => WithFingerprint(JsonObject.Create(item)!))];

    /// <summary>All rows of all tables.</summary>
    public static IReadOnlyDictionary<string, Case> All { get; } = Read().ToDictionary(row => row.Name);

    private T Word<T>(string name, T absent)
        where T : struct, Enum => _row.TryGetProperty(name, out var word) ? Enum.Parse<T>(word.GetString()!, ignoreCase: true) : absent;

    private static IEnumerable<Case> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var table in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(table)!;
            foreach (var row in JsonDocument.Parse(stream).RootElement.EnumerateArray())
            {
                yield return new(Path.GetFileNameWithoutExtension(table), row);
            }
        }
    }

    private enum Kept
    {
        Nothing,
        Queries,
    }

    private static JsonObject WithFingerprint(JsonObject expected)
    {
        if (expected["fingerprint_of"] is JsonArray values)
        {
            expected.Remove("fingerprint_of");
#pragma warning disable CA5351 // The formula that the fingerprint must equal.
            expected["fingerprint"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Concat(values.Select(value => (string?)value)))));
#pragma warning restore CA5351
        }

        return expected;
    }
}
