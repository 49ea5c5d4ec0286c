using System.Collections.Frozen;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Finds a word, whatever its case.</summary>
internal sealed class FactTable
{
    private readonly FrozenDictionary<string, NoiseReason>.AlternateLookup<ReadOnlySpan<char>> _reasons;

    public FactTable(IReadOnlyList<Fact> facts) =>
        _reasons = facts.ToFrozenDictionary(fact => fact.Value, fact => fact.Reason, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What the table says of the word; null where it is not in it.</summary>
    public NoiseReason? Find(ReadOnlySpan<char> word) => _reasons.TryGetValue(word, out var reason) ? reason : null;
}
