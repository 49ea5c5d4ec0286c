using System.Text.Json;

namespace Picket.Reports.Formats;

/// <summary>Walks over JSON that nobody reads, and watches how deep it nests.</summary>
internal static class JsonDepth
{
    /// <summary>Moves to the end of the value <paramref name="reader"/> stands on. True where it nests deeper than <paramref name="maxDepth"/>, counted from the body's root.</summary>
    public static bool SkipDeeperThan(ref Utf8JsonReader reader, int maxDepth)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return false;
        }

        // A start token has the depth of what surrounds it, as has its end token.
        var outside = reader.CurrentDepth;
        var deepest = outside + 1;
        while (reader.Read() && reader.CurrentDepth > outside)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                deepest = Math.Max(deepest, reader.CurrentDepth + 1);
            }
        }

        return deepest > maxDepth;
    }
}
