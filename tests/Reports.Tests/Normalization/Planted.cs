using System.Text;
using System.Text.Json.Nodes;
using Picket.Reports.Tests.Cases;

namespace Picket.Reports.Tests.Normalization;

/// <summary>Secrets, and reports of every format that are full of them. Tests of the core and of the whole program search for the same.</summary>
internal static class Planted
{
    /// <summary>How each stands in a URI, and what of it must be gone.</summary>
    public static IReadOnlyList<(string Text, string Secret)> All { get; } =
    [
        ("https://jo:hunter2@planted.example/a", "hunter2"),
        ("https://planted.example/a?token=hunter2", "hunter2"),
        ("https://planted.example/a?hunter2", "hunter2"),
        ("https://planted.example/a#hunter2", "hunter2"),
        ("https://planted.example/reset/9f86d081884c7d659a2feaa0c55ad015/x", "9f86d081884c"),
        ("https://planted.example/s/Zk3jD8fKd92Ks0D8fJ3k2Q", "Zk3jD8fKd92K"),
        ("https://planted.example/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJhbGci"),
        ("https://planted.example/u/jo.doe@mail.example/x", "jo.doe"),
        ("https://planted.example/u/jo.doe%40mail.example", "jo.doe"),
        ("https://planted.example/pay/4111111111111111", "411111111111"),
        ("https://planted.example/a;jsessionid=hunter2", "hunter2"),
    ];

    /// <summary>A report of each kind and form, but those whose project keeps queries.</summary>
    public static IEnumerable<Case> Carriers => Case.All.Values.Where(row =>
        !row.Options.KeepQueries && (row.Name.StartsWith("kinds: ", StringComparison.Ordinal) || row.Name.StartsWith("forms: ", StringComparison.Ordinal)));

    /// <summary>The body of <paramref name="carrier"/> with <paramref name="text"/> wherever it has a text, and where no reader looks.</summary>
    public static byte[] Into(Case carrier, string text)
    {
        var body = JsonNode.Parse(Encoding.UTF8.GetString(carrier.Body).TrimStart('\uFEFF'))!;
        Put(body, text);
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    /// <summary>What says which kind a report is stays; every other text is replaced, and one is put in where no reader looks.</summary>
    private static void Put(JsonNode node, string secret)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is JsonValue value && value.TryGetValue<string>(out _))
                {
                    array[i] = secret;
                }
                else if (array[i] is { } inner)
                {
                    Put(inner, secret);
                }
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out _))
                {
                    members[name] = name is "type" ? text.DeepClone() : name.EndsWith("irective", StringComparison.Ordinal) ? $"img-src {secret}" : secret;
                }
                else if (value is not null)
                {
                    Put(value, secret);
                }
            }

            members["planted"] = secret;
        }
    }
}
