namespace Picket.Ingestion.Admission;

/// <summary>Remembers at least the last <paramref name="size"/> keys it was asked for, at most twice as many: two generations, the older dropped whole.</summary>
public sealed class RecentMap<TKey, TValue>(int size)
    where TKey : notnull
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    /// <summary>What was set for <paramref name="key"/>, unless it is forgotten.</summary>
    public bool TryGet(TKey key, out TValue? value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value))
        {
            return false;
        }

        Set(key, value);
        return true;
    }

    /// <summary>Remembers <paramref name="value"/>.</summary>
    public void Set(TKey key, TValue value)
    {
        if (_young.Count >= size)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        _young[key] = value;
    }
}
