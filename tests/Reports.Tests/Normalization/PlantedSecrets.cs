using System.Text;
using System.Text.Json.Nodes;
using Picket.Reports.Formats;
using Picket.Reports.Tests.Cases;

namespace Picket.Reports.Tests.Normalization;

/// <summary>Secrets in every text of every format, looked for in everything that leaves the core.</summary>
public class PlantedSecrets
{
    /// <summary>How each stands in a URI, and what of it must be gone.</summary>
    private static readonly (string Planted, string Secret)[] _secrets =
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

    public static TheoryData<string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var row in Case.All.Values.Where(row => row.Name.StartsWith("kinds: ", StringComparison.Ordinal) || row.Name.StartsWith("forms: ", StringComparison.Ordinal)))
            {
                for (var i = 0; i < (row.Options.KeepQueries ? 0 : _secrets.Length); i++)
                {
                    rows.Add(row.Name, i);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void None_is_in_a_title_tag_facet_or_sample(string name, int secret)
    {
        var row = Case.All[name];
        var (planted, gone) = _secrets[secret];
        var body = JsonNode.Parse(Encoding.UTF8.GetString(row.Body).TrimStart('\uFEFF'))!;
        Plant(body, planted);

        var items = ReportReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()), row.Options);

        foreach (var item in items)
        {
            Assert.DoesNotContain(gone, Facts.Of(item).ToJsonString(), StringComparison.Ordinal);
        }
    }

    /// <summary>What says which kind a report is stays; every other text is replaced, and one is put in where no reader looks.</summary>
    private static void Plant(JsonNode node, string planted)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is JsonValue value && value.TryGetValue<string>(out _))
                {
                    array[i] = planted;
                }
                else if (array[i] is { } inner)
                {
                    Plant(inner, planted);
                }
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out _))
                {
                    members[name] = name is "type" ? text.DeepClone() : name.EndsWith("irective", StringComparison.Ordinal) ? $"img-src {planted}" : planted;
                }
                else if (value is not null)
                {
                    Plant(value, planted);
                }
            }

            members["planted"] = planted;
        }
    }
}
