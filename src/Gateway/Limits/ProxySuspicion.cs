using System.Net;

namespace Picket.Gateway.Limits;

/// <summary>
/// Finds out that a proxy stands in front whose word is not taken: then all its clients share one address, and one limit. Of the requests in a row it keeps one
/// candidate and a vote for it (Boyer and Moore): whoever has the majority ends up as the candidate, whatever else is sent.
/// </summary>
internal sealed class ProxySuspicion
{
    /// <summary>Requests that are looked at together.</summary>
    public const int Sample = 2000;

    private readonly Lock _lock = new();
    private IPAddress? _candidate;
    private int _votes;
    private int _seen;
    private int _confirmed;

    /// <summary>Takes note of one request.</summary>
    /// <param name="address">Who sent it.</param>
    /// <param name="forwards">It says for whom it was forwarded, and is not believed.</param>
    /// <returns>True once at the end of a sample of which one forwarding address sent more than half.</returns>
    public bool Observe(IPAddress address, bool forwards)
    {
        lock (_lock)
        {
            // The first half elects, the second half counts what the elected one really sends.
            if (_seen < Sample / 2)
            {
                Vote(forwards ? address : null);
            }
            else if (forwards && address.Equals(_candidate))
            {
                _confirmed++;
            }

            if (++_seen < Sample)
            {
                return false;
            }

            var found = _confirmed > Sample / 4;
            (_candidate, _votes, _seen, _confirmed) = (null, 0, 0, 0);
            return found;
        }
    }

    private void Vote(IPAddress? address)
    {
        if (_votes == 0)
        {
            (_candidate, _votes) = (address, 1);
        }
        else
        {
            _votes += Equals(_candidate, address) ? 1 : -1;
        }
    }
}
