using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Picket.Reports.Noise.Evidence;
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
    private long _read;

    /// <summary>A cache of at most <paramref name="places"/> policies; each takes 40 KiB at most, mostly 4.</summary>
    public PolicyCache(int places = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        _places = new Entry?[places];
    }

    /// <summary>Policies read so far: far more than sites have means that they take each other's places.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>The policy of <paramref name="violation"/>; null where it has none, did not come over the wire, or is over a bound. Sets its <see cref="CspViolation.PolicyId"/>.</summary>
    public ContentSecurityPolicy? Find(CspViolation violation) => Find(violation, out _);

    /// <summary>As above; <paramref name="hint"/> is what the policy's own words say about who wrote it, null where they say nothing.</summary>
    internal ContentSecurityPolicy? Find(CspViolation violation, out NoiseReason? hint)
    {
        hint = null;
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
            Volatile.Write(ref place, entry = ReadPolicy(violation));
            Interlocked.Increment(ref _read);
        }

        violation.PolicyId = entry.Id;
        hint = entry.Hint;
        return entry.Policy;
    }

    private static Entry ReadPolicy(CspViolation violation)
    {
        var text = violation.OriginalPolicy ?? "";
        var policy = ContentSecurityPolicy.Parse(text);
        var id = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var isKept = policy.Directives.Sum(directive => directive.Sources.Count) <= MaxSources;
        return new(violation.WirePolicy.ToArray(), isKept ? policy : null, id, NamesSecurityHost(policy) ? NoiseReasons.SecurityPolicy : null);
    }

    private static bool NamesSecurityHost(ContentSecurityPolicy policy) =>
        policy.Directives.Any(directive => directive.Sources.Any(source => Hosts.Blocked.Find(source.Host) == NoiseReasons.SecurityHost));

    private sealed record Entry(byte[] Wire, ContentSecurityPolicy? Policy, ulong Id, NoiseReason? Hint);
}
