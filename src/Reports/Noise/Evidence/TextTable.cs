using System.Buffers;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Finds parts of a text; letter case counts.</summary>
internal sealed class TextTable(IReadOnlyList<Fact> facts)
{
    private readonly SearchValues<string> _parts = SearchValues.Create([.. facts.Select(fact => fact.Value)], StringComparison.Ordinal);

    /// <summary>What the table says of the first row that is in the text; null where none is.</summary>
    public NoiseReason? Find(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(_parts))
        {
            return null;
        }

        foreach (var fact in facts)
        {
            if (text.Contains(fact.Value, StringComparison.Ordinal))
            {
                return fact.Reason;
            }
        }

        return null;
    }
}
