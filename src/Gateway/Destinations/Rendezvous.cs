using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Picket.Ingestion;

namespace Picket.Gateway.Destinations;

/// <summary>
/// Highest random weight: every gateway finds the same host for a key without asking anyone, and when a host comes or goes only its own share of the keys moves.
/// </summary>
internal static class Rendezvous
{
    /// <summary>How far above the mean a host's load may rise where placement is <see cref="Placement.Bounded"/>.</summary>
    public const double Bound = 1.25;

    /// <summary>The key of a project, the same in every process and release.</summary>
    public static ulong Hash(ProjectId project) => Mix((ulong)project.Value);

    /// <summary>The identity of a host, by its name.</summary>
    public static ulong Hash(string name)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ letter) * 0x100000001b3;
        }

        return Mix(hash);
    }

    /// <summary>The key of a client: one person's pages come from one host.</summary>
    public static ulong Hash(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        return Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) + (address.AddressFamily == AddressFamily.InterNetwork ? 1u : 0u)));
    }

    /// <summary>The usable host of the highest weight for <paramref name="key"/>; where placement is bounded, of those that have room under the bound.</summary>
    /// <param name="key">Of a project or client.</param>
    /// <param name="hosts">There are.</param>
    /// <param name="placement">Whether load counts.</param>
    /// <param name="always">What any host may have under way, however little the others have.</param>
    /// <returns>Its index; -1 where no host is usable.</returns>
    public static int Pick(ulong key, ReadOnlySpan<Candidate> hosts, Placement placement, int always = 0)
    {
        var room = placement == Placement.Bounded ? Math.Max(always, Room(hosts)) : long.MaxValue;
        int best = -1, fallback = -1;
        ulong bestWeight = 0, fallbackWeight = 0;
        for (var i = 0; i < hosts.Length; i++)
        {
            if (!hosts[i].Usable)
            {
                continue;
            }

            var weight = Weight(key, hosts[i].Hash);
            if (fallback < 0 || weight > fallbackWeight)
            {
                (fallback, fallbackWeight) = (i, weight);
            }

            if (hosts[i].UnderWay < room && (best < 0 || weight > bestWeight))
            {
                (best, bestWeight) = (i, weight);
            }
        }

        return best >= 0 ? best : fallback;
    }

    /// <summary>What a host may have under way, the next report included. The mean is over usable hosts, so one of them always has room.</summary>
    private static long Room(ReadOnlySpan<Candidate> hosts)
    {
        var (total, usable) = (1L, 0);
        foreach (var host in hosts)
        {
            if (host.Usable)
            {
                total += host.UnderWay;
                usable++;
            }
        }

        return usable == 0 ? 0 : (long)Math.Ceiling(Bound * total / usable);
    }

    private static ulong Weight(ulong key, ulong host) => Mix(key ^ host);

    /// <summary>A bijection in which every bit of the argument moves half of the result's: the finalizer of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
