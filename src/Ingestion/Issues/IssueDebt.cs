using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Issues;

/// <summary>What an issue still owes the ledger: facets and clients of reports that are committed already. Thread-safe: the tally adds, the ledger takes.</summary>
public sealed class IssueDebt
{
    private readonly Lock _lock = new();
    private readonly FacetCounts _facets = new();
    private readonly List<ClientsRow> _past = [];
    private ClientSketch? _sketch;
    private DateOnly _day;
    private bool _sketchGrew;
    private bool _queued;

    /// <summary>The issue's number, from its first commit.</summary>
    public long IssueId { get; set; }

    /// <summary>Nothing is owed and the ledger does not hold it.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_lock)
            {
                return !_queued;
            }
        }
    }

    /// <summary>Adds what a committed delta brought.</summary>
    /// <returns>True where the ledger must be told, because it does not hold this debt yet.</returns>
    public bool Add(FacetCounts facets, DateOnly day, List<ulong> clients)
    {
        lock (_lock)
        {
            _facets.Add(facets);
            Add(day, clients);
            if (_queued || (_facets.Count == 0 && !_sketchGrew && _past.Count == 0))
            {
                return false;
            }

            return _queued = true;
        }
    }

    /// <summary>Moves at most <paramref name="room"/> rows to the lists.</summary>
    /// <returns>True where nothing is left, so that the ledger lets go of it.</returns>
    public bool Take(int room, List<FacetRow> facets, List<ClientsRow> clients)
    {
        lock (_lock)
        {
            for (; room > 0 && _past.Count > 0; room--)
            {
                clients.Add(_past[^1]);
                _past.RemoveAt(_past.Count - 1);
            }

            if (room > 0 && _sketchGrew)
            {
                clients.Add(new(IssueId, _day, _sketch!.ToArray()));
                _sketchGrew = false;
                room--;
            }

            for (; room > 0 && _facets.TryTake(out var entry); room--)
            {
                facets.Add(new(IssueId, entry.Facet, entry.Value, entry.Count));
            }

            return !(_queued = _facets.Count > 0 || _sketchGrew || _past.Count > 0);
        }
    }

    /// <summary>Forgets all that is owed, because too much is.</summary>
    /// <returns>Rows that are lost.</returns>
    public int Forgive()
    {
        lock (_lock)
        {
            var rows = _facets.Count + _past.Count + (_sketchGrew ? 1 : 0);
            _facets.Clear();
            _past.Clear();
            (_sketchGrew, _queued) = (false, false);
            return rows;
        }
    }

    private void Add(DateOnly day, List<ulong> clients)
    {
        if (_sketch is null || _day != day)
        {
            if (_sketchGrew)
            {
                _past.Add(new(IssueId, _day, _sketch!.ToArray()));
            }

            (_sketch, _day, _sketchGrew) = (new(), day, false);
        }

        foreach (var client in clients)
        {
            _sketchGrew |= _sketch.Add(client);
        }
    }
}
