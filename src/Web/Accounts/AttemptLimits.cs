using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Accounts;

/// <summary>
/// How often somebody may try: so many times in a quarter of an hour for one account and for one network, whether the account exists or not. It bounds guessing on this host;
/// the lockout of an account holds on all hosts.
/// </summary>
internal sealed class AttemptLimits(TimeProvider time)
{
    /// <summary>Attempts for one account in each window.</summary>
    public const int PerAccount = 20;

    /// <summary>Attempts from one network (IPv4 address, IPv6 /64) in each window.</summary>
    public const int PerNetwork = 100;

    private const int MaxEntries = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];
    private long _window;

    /// <summary>Counts an attempt; false where there were too many.</summary>
    /// <param name="context">Where it comes from.</param>
    /// <param name="account">What it is about, such as an address or a token.</param>
    public bool Take(HttpContext context, string account)
    {
        var window = time.GetUtcNow().Ticks / Window.Ticks;
        lock (_lock)
        {
            if (window != _window || _counts.Count >= MaxEntries)
            {
                _counts.Clear();
                _window = window;
            }

            // Both are counted, whatever the other says.
            return Count($"n {NetworkOf(context.Connection.RemoteIpAddress)}", PerNetwork) & Count($"a {account}", PerAccount);
        }
    }

    private bool Count(string key, int limit) => (_counts[key] = _counts.GetValueOrDefault(key) + 1) <= limit;

    private static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address?.ToString() ?? "";
    }
}
