using System.Collections.Frozen;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Finds a host, or a name it is under: whole labels only, so that <c>evilkaspersky-labs.com</c> is not under <c>kaspersky-labs.com</c>.</summary>
internal sealed class HostTable
{
    private const string Under = "*.";

    private readonly FrozenDictionary<string, NoiseReason>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly FrozenDictionary<string, NoiseReason>.AlternateLookup<ReadOnlySpan<char>> _under;

    public HostTable(IReadOnlyList<Fact> facts)
    {
        var under = facts.ToLookup(fact => fact.Value.StartsWith(Under, StringComparison.Ordinal));
        _exact = under[false].ToFrozenDictionary(fact => fact.Value, fact => fact.Reason, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _under = under[true].ToFrozenDictionary(fact => fact.Value[Under.Length..], fact => fact.Reason, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What the table says of the host; null where it is not in it.</summary>
    public NoiseReason? Find(ReadOnlySpan<char> host)
    {
        if (_exact.TryGetValue(host, out var reason))
        {
            return reason;
        }

        while (!host.IsEmpty)
        {
            if (_under.TryGetValue(host, out reason))
            {
                return reason;
            }

            var dot = host.IndexOf('.');
            host = dot < 0 ? default : host[(dot + 1)..];
        }

        return null;
    }
}
