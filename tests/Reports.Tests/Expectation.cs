using System.Text.Json.Nodes;

namespace Picket.Reports.Tests;

/// <summary>Compares what a table demands with what came of a report.</summary>
internal static class Expectation
{
    /// <summary>Every name in <paramref name="expected"/> is a fact and has its value; null demands that there is none.</summary>
    public static void Holds(JsonObject expected, JsonObject facts)
    {
        foreach (var (name, value) in expected)
        {
            Assert.True(facts.TryGetPropertyValue(name, out var fact), $"There is no fact '{name}' about this item: {facts}");
            Assert.True(JsonNode.DeepEquals(value, fact), $"{name} is {Text(fact)}, not {Text(value)}.");
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
