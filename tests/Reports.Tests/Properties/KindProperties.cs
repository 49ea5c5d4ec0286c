using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Picket.Reports.Formats;
using Picket.Reports.Tests.Cases;
using Picket.Reports.Tests.Fuzzing;

namespace Picket.Reports.Tests.Properties;

/// <summary>What holds for reports of every kind, whatever stands in their fields.</summary>
public class KindProperties
{
    /// <summary>One report of each row that is one, as JSON.</summary>
    private static readonly string[] _reports =
    [
        .. from row in Case.All.Values
           where row.Name.StartsWith("kinds: ", StringComparison.Ordinal) || row.Name.StartsWith("titles: ", StringComparison.Ordinal)
           let items = ReportReader.Read(row.Body)
           where items is [{ Report: not null }] && JsonNode.Parse(row.Body) is JsonObject or JsonArray // Not JSON within a string.
           select Encoding.UTF8.GetString(row.Body),
    ];

    private static readonly Gen<JsonNode?> _value = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Elements("", "https://u:p@a.example:8443/x?y=z#f", "data:text/html,x", "inline", "enforce", "*", "\u00FC\U0001F600").Select(text => (JsonNode?)JsonValue.Create(text)),
        ArbMap.Default.GeneratorFor<int>().Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Elements<Func<JsonNode?>>(() => null, () => true, () => 1e308, () => -0.5, () => new JsonArray(1, "x"), () => new JsonObject { ["a"] = null }).Select(make => make()));

    [Fact]
    public void Any_value_in_any_field_keeps_the_promises() =>
        Examples.Try(
            from report in Gen.Elements(_reports)
            from values in Gen.ArrayOf(_value, 3)
            from places in Gen.ArrayOf(Gen.Choose(0, 1000), 3)
            select With(report, values, places),
            body => Promises.Hold(ReportReader.Read(body)));

    [Fact]
    public void What_differs_from_client_to_client_is_in_no_fingerprint() =>
        Examples.Try(
            from report in Gen.Elements(_reports)
            from number in Gen.Choose(1, 100_000)
            from disposition in Gen.Elements("enforce", "report")
            from agent in Gen.Elements("", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "x")
            from grouping in Gen.Elements(Grouping.Sentry, Grouping.Picket)
            select (report, number, disposition, agent, grouping),
            example =>
            {
                var expected = Read(Encoding.UTF8.GetBytes(example.report), example.grouping);
                var actual = Read(FromAnotherClient(example.report, example.number, example.disposition, example.agent), example.grouping);

                Assert.Equal((expected.Fingerprint, expected.MergeKey), (actual.Fingerprint, actual.MergeKey));
            });

    /// <summary>But for addresses with user info: v1 has it in its fingerprint, as Sentry does.</summary>
    [Fact]
    public void What_was_masked_reads_as_what_it_was_masked_from() =>
        Examples.Try(
            Gen.Elements(_reports.Where(report => !report.Contains('@', StringComparison.Ordinal))),
            report =>
            {
                var once = Read(Encoding.UTF8.GetBytes(report), Grouping.Picket);
                var twice = Read(Encoding.UTF8.GetBytes(SampleWriter.Write(once).Raw), Grouping.Picket);

                Assert.Equal((once.Fingerprint, once.MergeKey), (twice.Fingerprint, twice.MergeKey));
                Assert.Equal(Describer.Describe(once), Describer.Describe(twice));
                Assert.Equal(SampleWriter.Write(once), SampleWriter.Write(twice));
            });

    private static Report Read(byte[] body, Grouping grouping) => Assert.Single(ReportReader.Read(body, new(Disposition.Unknown, grouping))).Report!;

    /// <summary>The report with values in places that are counted over all its members.</summary>
    private static byte[] With(string report, JsonNode?[] values, int[] places)
    {
        var root = JsonNode.Parse(report)!;
        var members = Members(root).ToList();
        foreach (var (value, place) in values.Zip(places))
        {
            var (parent, name) = members[place % members.Count];
            parent[name] = value?.DeepClone();
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static byte[] FromAnotherClient(string report, int number, string disposition, string agent)
    {
        var root = JsonNode.Parse(report)!;
        foreach (var item in root is JsonArray items ? items.OfType<JsonObject>() : [(JsonObject)root])
        {
            if (item["body"] is JsonObject body)
            {
                (item["age"], item["user_agent"]) = (number, agent);
                (body["lineNumber"], body["columnNumber"], body["disposition"]) = (number, number, disposition);
            }
            else if (item["csp-report"] is JsonObject csp)
            {
                (csp["line-number"], csp["column-number"], csp["disposition"]) = (number, number, disposition);
            }
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany(Members),
        _ => [],
    };
}
