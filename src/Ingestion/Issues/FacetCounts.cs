using System.Runtime.InteropServices;

namespace Picket.Ingestion.Issues;

/// <summary>Counts of facet values: a handful, so a list is searched from front to back.</summary>
public sealed class FacetCounts
{
    private readonly List<Entry> _entries = new(6);

    /// <summary>Distinct values.</summary>
    public int Count => _entries.Count;

    /// <summary>The counts so far.</summary>
    public ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>Adds <paramref name="count"/> reports with <paramref name="value"/>.</summary>
    public void Add(Facet facet, string value, long count)
    {
        foreach (ref var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Facet == facet && entry.Value == value)
            {
                entry = entry with { Count = entry.Count + count };
                return;
            }
        }

        _entries.Add(new(facet, value, count));
    }

    /// <summary>Adds all of <paramref name="other"/>.</summary>
    public void Add(FacetCounts other)
    {
        foreach (var entry in other.Entries)
        {
            Add(entry.Facet, entry.Value, entry.Count);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Takes the last value out.</summary>
    public bool TryTake(out Entry entry)
    {
        entry = default;
        if (_entries.Count == 0)
        {
            return false;
        }

        entry = _entries[^1];
        _entries.RemoveAt(_entries.Count - 1);
        return true;
    }

    /// <summary>Reports that share a value.</summary>
    public readonly record struct Entry(Facet Facet, string Value, long Count);
}
