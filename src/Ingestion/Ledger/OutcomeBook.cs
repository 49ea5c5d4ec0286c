using System.Runtime.InteropServices;

namespace Picket.Ingestion.Ledger;

/// <summary>Outcomes that wait for the next commit, summed. Not thread-safe: the ledger's lock guards it.</summary>
internal sealed class OutcomeBook
{
    /// <summary>Distinct rows that wait at most; notes beyond it are lost, which their metric does not hide.</summary>
    private const int MaxRows = 10_000;

    private readonly Dictionary<OutcomeRow, long> _counts = [];
    private TaskCompletionSource<bool> _durable = NewSource();
    private long _since = long.MaxValue;

    /// <summary>Distinct rows.</summary>
    public int Count => _counts.Count;

    /// <summary>Adds an outcome that can be lost.</summary>
    /// <returns>False where it is: the book is full.</returns>
    public bool Note(OutcomeRow row)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, row with { Count = 0 }, out var exists);
        if (!exists && _counts.Count > MaxRows)
        {
            _counts.Remove(row with { Count = 0 });
            return false;
        }

        count += row.Count;
        return true;
    }

    /// <summary>Adds an outcome whose report waits for the commit.</summary>
    /// <returns>True when it is durable, false when it is not.</returns>
    public Task<bool> Await(OutcomeRow row, long timestamp)
    {
        if (!Note(row))
        {
            return Task.FromResult(false);
        }

        _since = Math.Min(_since, timestamp);
        return _durable.Task;
    }

    /// <summary>Hands over who waits since before <paramref name="oldest"/>, to be told that it is not durable; the outcomes stay noted.</summary>
    public TaskCompletionSource<bool>? Expire(long oldest)
    {
        if (_since >= oldest)
        {
            return null;
        }

        var durable = _durable;
        (_durable, _since) = (NewSource(), long.MaxValue);
        return durable;
    }

    /// <summary>Empties the book into rows, in order.</summary>
    public TakenOutcomes Take()
    {
        var rows = new List<OutcomeRow>(_counts.Count);
        foreach (var (row, count) in _counts)
        {
            rows.Add(row with { Count = count });
        }

        rows.Sort(CompareKeys);
        _counts.Clear();
        var taken = new TakenOutcomes(rows, _durable, _since);
        (_durable, _since) = (NewSource(), long.MaxValue);
        return taken;
    }

    private static TaskCompletionSource<bool> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int CompareKeys(OutcomeRow a, OutcomeRow b)
    {
        var order = a.Project.Value.CompareTo(b.Project.Value);
        order = order != 0 ? order : a.Hour.CompareTo(b.Hour);
        order = order != 0 ? order : a.Kind.CompareTo(b.Kind);
        order = order != 0 ? order : string.CompareOrdinal(a.Reason, b.Reason);
        return order != 0 ? order : a.Key.Value.CompareTo(b.Key.Value);
    }
}
