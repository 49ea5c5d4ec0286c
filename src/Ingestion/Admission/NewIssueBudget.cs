using System.Runtime.InteropServices;
using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Admission;

/// <summary>
/// How many new issues a project may get in an hour. A fingerprint that is not known here takes one from the budget and gives it back when the
/// ledger says that its issue was there already; so only fingerprints that several networks have seen go beyond it, and nothing is looked up until
/// it is spent. One network may use only a share of it. Not thread-safe: the project's lock guards it.
/// </summary>
public sealed class NewIssueBudget
{
    /// <summary>Networks a fingerprint must be seen from to get its issue although the budget is spent.</summary>
    public const int NetworksToPromote = 3;

    private const int Remembered = 16_384;

    private readonly int _perHour;
    private readonly int _perNetwork;
    private readonly RecentMap<IssueKey, bool> _known = new(Remembered);
    private readonly RecentMap<IssueKey, Networks> _refused = new(Remembered / 4);
    private readonly Dictionary<ulong, int> _spentByNetwork = [];
    private readonly Dictionary<IssueKey, Reservation> _reserved = [];
    private long _hour = long.MinValue;
    private int _spent;

    /// <summary>A budget of <paramref name="perHour"/> new issues, of which one network may use <paramref name="networkShare"/> (0 to 1, at least one issue).</summary>
    public NewIssueBudget(int perHour, double networkShare) =>
        (_perHour, _perNetwork) = (perHour, Math.Max(1, (int)(perHour * networkShare)));

    /// <summary>What is left of this hour.</summary>
    public int Left(DateTimeOffset now)
    {
        Turn(now);
        return Math.Max(0, _perHour - _spent);
    }

    /// <summary>True where the issue is known to be there.</summary>
    public bool IsKnown(IssueKey key) => _known.TryGet(key, out _);

    /// <summary>Takes one new issue from the budget for a group whose fingerprint is not known, or joins the groups that wait for the same one.</summary>
    /// <returns>Null where nothing is left, for all or for this network: look it up.</returns>
    public Reservation? TryReserve(IssueKey key, ulong network, DateTimeOffset now)
    {
        Turn(now);
        if (!_reserved.TryGetValue(key, out var reservation))
        {
            var ofNetwork = _spentByNetwork.GetValueOrDefault(network);
            if (_spent >= _perHour || ofNetwork >= _perNetwork)
            {
                return null;
            }

            _spent++;
            _spentByNetwork[network] = ofNetwork + 1;
            _reserved.Add(key, reservation = new(key, network, _hour));
        }

        reservation.Groups++;
        return reservation;
    }

    /// <summary>A group has heard from the ledger. The last one gives the reservation back if the issue was there already, or if nothing was written.</summary>
    public void Settle(Reservation reservation, bool madeIssue)
    {
        reservation.MadeIssue |= madeIssue;
        if (--reservation.Groups > 0 || !Forget(reservation) || reservation.MadeIssue || reservation.Hour != _hour)
        {
            return;
        }

        _spent--;
        if (--CollectionsMarshal.GetValueRefOrNullRef(_spentByNetwork, reservation.Network) == 0)
        {
            _spentByNetwork.Remove(reservation.Network);
        }
    }

    /// <summary>The issue is there.</summary>
    public void Learn(IssueKey key) => _known.Set(key, true);

    /// <summary>Notes that a network sent a fingerprint without an issue while the budget is spent.</summary>
    /// <returns>True where enough networks have: it gets its issue even so, because one sender alone can't have made it up.</returns>
    public bool IsPromoted(IssueKey key, ulong network)
    {
        _refused.TryGet(key, out var seen);
        seen = seen.With(network);
        _refused.Set(key, seen);
        return seen.Count >= NetworksToPromote;
    }

    /// <summary>False where it is of a budget that was there before the settings changed.</summary>
    private bool Forget(Reservation reservation) =>
        _reserved.TryGetValue(reservation.Key, out var own) && own == reservation && _reserved.Remove(reservation.Key);

    private static long HourOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private void Turn(DateTimeOffset now)
    {
        var hour = Math.Max(_hour, HourOf(now));
        if (hour != _hour)
        {
            (_hour, _spent) = (hour, 0);
            _spentByNetwork.Clear();
        }
    }

    /// <summary>Up to three distinct networks.</summary>
    private readonly record struct Networks(int Count, ulong First, ulong Second)
    {
        public Networks With(ulong network) => Count switch
        {
            0 => new(1, network, 0),
            1 when network != First => new(2, First, network),
            2 when network != First && network != Second => new(3, First, Second),
            _ => this,
        };
    }
}
