using System.Runtime.CompilerServices;

namespace Picket.Reports.UserAgents;

/// <summary>
/// Finds in one pass over a text which patterns can match it at all. A pattern has up to eight sets of literals; it is a candidate when of each set one is in the
/// text, whatever the case of its letters. Built once, then read by any thread.
/// </summary>
internal sealed class LiteralIndex
{
    /// <summary>Literals are found by their first three characters, of seven bits each.</summary>
    private const int HeadLength = 3;

    private const int HeadBits = 7 * HeadLength;

    private readonly Dictionary<int, List<Literal>> _byHead = [];
    private readonly ulong[] _heads = new ulong[1 << (HeadBits - 6)];
    private readonly List<byte> _sets = [];

    /// <summary>Patterns in it.</summary>
    public int Count => _sets.Count;

    /// <summary>Adds the next pattern.</summary>
    /// <param name="sets">Sets of lower-case literals, each of at least three ASCII characters. None: it is always a candidate.</param>
    public void Add(IReadOnlyList<string[]> sets)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sets.Count, 8);
        for (var set = 0; set < sets.Count; set++)
        {
            foreach (var text in sets[set])
            {
                LiteralOf(text).Uses.Add((_sets.Count, (byte)(1 << set)));
            }
        }

        _sets.Add((byte)((1 << sets.Count) - 1));
    }

    /// <summary>Marks the patterns that can match.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="missing">A place for each pattern; zero afterwards where it can match.</param>
    public void Look(ReadOnlySpan<char> text, Span<byte> missing)
    {
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_sets).CopyTo(missing);
        var head = 0;
        for (var i = 0; i < text.Length; i++)
        {
            head = ((head << 7) | Fold(text[i])) & ((1 << HeadBits) - 1);
            if (i >= HeadLength - 1 && (_heads[head >> 6] & (1UL << head)) != 0)
            {
                foreach (var literal in _byHead[head])
                {
                    if (text[(i - HeadLength + 1)..].StartsWith(literal.Text, StringComparison.OrdinalIgnoreCase))
                    {
                        literal.Mark(missing);
                    }
                }
            }
        }
    }

    /// <summary>Seven bits of a character: letters without case; what is not ASCII is in no literal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Fold(char c) => c is >= 'A' and <= 'Z' ? c | 0x20 : c < 0x80 ? c : 0;

    private Literal LiteralOf(string text)
    {
        var head = (Fold(text[0]) << 14) | (Fold(text[1]) << 7) | Fold(text[2]);
        _heads[head >> 6] |= 1UL << head;
        if (!_byHead.TryGetValue(head, out var literals))
        {
            _byHead.Add(head, literals = []);
        }

        if (literals.Find(literal => literal.Text == text) is not { } found)
        {
            literals.Add(found = new(text));
        }

        return found;
    }

    private sealed class Literal(string text)
    {
        public string Text { get; } = text;

        public List<(int Pattern, byte Set)> Uses { get; } = [];

        public void Mark(Span<byte> missing)
        {
            foreach (var (pattern, set) in Uses)
            {
                missing[pattern] &= (byte)~set;
            }
        }
    }
}
