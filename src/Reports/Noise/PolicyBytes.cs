namespace Picket.Reports.Noise;

/// <summary>Compares policies as they came, without their nonces: those differ with every response.</summary>
internal static class PolicyBytes
{
    /// <summary>A hash that no sender can foresee.</summary>
    public static int Hash(ReadOnlySpan<byte> policy)
    {
        var hash = default(HashCode);
        while (!policy.IsEmpty)
        {
            hash.AddBytes(Next(ref policy));
        }

        return hash.ToHashCode();
    }

    /// <summary>Equal but for nonces.</summary>
    public static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.SequenceEqual(b))
        {
            return true;
        }

        while (!a.IsEmpty && !b.IsEmpty)
        {
            if (!Next(ref a).SequenceEqual(Next(ref b)))
            {
                return false;
            }
        }

        return a.IsEmpty && b.IsEmpty;
    }

    /// <summary>The text up to the next nonce, which is skipped.</summary>
    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        // Its quotes may be written as escapes.
        var nonce = rest.IndexOf("nonce-"u8);
        if (nonce < 0)
        {
            var all = rest;
            rest = default;
            return all;
        }

        var piece = rest[..(nonce + "nonce-"u8.Length)];
        rest = rest[piece.Length..];
        var end = rest.IndexOfAny("' ;\\"u8);
        rest = end < 0 ? default : rest[end..];
        return piece;
    }
}
