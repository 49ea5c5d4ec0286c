using System.Text.Json;

namespace Picket.Web.Dashboard;

/// <summary>A sample's normalized form as a table of facts, whatever its kind: in the order it is written in.</summary>
internal static class SampleRows
{
    private const int MaxLength = 4000;
    private static readonly string[] Positions = ["line_number", "column_number"];

    /// <summary>Names and values; what the head of a sample says already is left out, and the position stands with its file.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(string normalized)
    {
        using var json = JsonDocument.Parse(normalized);
        var rows = new List<(string, string)>();
        foreach (var fact in json.RootElement.EnumerateObject())
        {
            if (fact.Name is not ("age" or "disposition" or "user_agent" or "line_number" or "column_number") && Text(fact.Value) is { Length: > 0 } text)
            {
                rows.Add((NameOf(fact.Name), fact.Name == "source_file" ? text + Position(json.RootElement) : text));
            }
        }

        return rows;
    }

    private static string NameOf(string name) => name switch
    {
        "document_uri" => "Page",
        "source_file" => "Caused by",
        "referrer" => "Came from",
        "blocked_uri" => "Blocked",
        "subresource_url" => "Loaded",
        "server_ip" => "Server address",
        "elapsed_time" => "Elapsed milliseconds",
        "id" => "Name",
        _ => string.Create(name.Length, name, static (text, name) =>
        {
            name.AsSpan().Replace(text, '_', ' ');
            text[0] = char.ToUpperInvariant(text[0]);
        }),
    };

    private static string? Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Null => null,
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => string.Join(", ", value.EnumerateArray().Select(item => item.GetString())),
            _ => value.GetRawText(),
        };
        return text?.Length > MaxLength ? text[..MaxLength] + "…" : text;
    }

    private static string Position(JsonElement facts) => string.Concat(Positions
        .Where(name => facts.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number)
        .Select(name => ":" + facts.GetProperty(name).GetRawText()));
}
