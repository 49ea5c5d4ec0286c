using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Picket.Reports.Policies;

namespace Picket.Reports.Noise;

/// <summary>
/// Reads each policy once, though it comes with every report of its page. A fixed number of places, one for each hash: a newer policy takes the place of an
/// older one. Policies are compared whole, but for nonces, so that nobody's policy passes for another. Thread-safe.
/// </summary>
public sealed class PolicyCache
{
    /// <summary>Longer policies are not read, in bytes of JSON: most are shorter than 1 KiB.</summary>
    public const int MaxPolicyBytes = 4096;

    /// <summary>Policies with more sources are not kept.</summary>
    private const int MaxSources = 256;

    private readonly Entry?[] _places;

    /// <summary>A cache of at most <paramref name="places"/> policies; each takes 40 KiB at most, mostly 4.</summary>
    public PolicyCache(int places = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        _places = new Entry?[places];
    }

    /// <summary>The policy of <paramref name="violation"/>; null where it has none, did not come over the wire, or is over a bound. Sets its <see cref="CspViolation.PolicyId"/>.</summary>
    public ContentSecurityPolicy? Find(CspViolation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        var wire = violation.WirePolicy;
        if (wire.IsEmpty || wire.Length > MaxPolicyBytes)
        {
            return null;
        }

        ref var place = ref _places[(uint)PolicyBytes.Hash(wire) % (uint)_places.Length];
        var entry = Volatile.Read(ref place);
        if (entry is null || !PolicyBytes.Same(entry.Wire, wire))
        {
            Volatile.Write(ref place, entry = Read(violation));
        }

        violation.PolicyId = entry.Id;
        return entry.Policy;
    }

    private static Entry Read(CspViolation violation)
    {
        var text = violation.OriginalPolicy ?? "";
        var policy = ContentSecurityPolicy.Parse(text);
        var id = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new(violation.WirePolicy.ToArray(), policy.Directives.Sum(directive => directive.Sources.Count) > MaxSources ? null : policy, id);
    }

    private sealed record Entry(byte[] Wire, ContentSecurityPolicy? Policy, ulong Id);
}
