using Picket.Ingestion.Ledger;

namespace Picket.Storage.Ledger;

/// <summary>
/// The order in which a statement takes issues: known ones by their number, then fresh ones by their key; so every host locks rows in the same order.
/// </summary>
internal sealed class RowOrder
{
    private readonly int[] _positions;

    public RowOrder(IReadOnlyList<IssueRow> rows)
    {
        _positions = new int[rows.Count];
        for (var i = 0; i < _positions.Length; i++)
        {
            _positions[i] = i;
        }

        Array.Sort(_positions, (a, b) => (rows[a].Id, rows[b].Id) switch
        {
            ({ } left, { } right) => left.CompareTo(right),
            (null, null) => rows[a].Key.CompareTo(rows[b].Key),
            (null, _) => 1,
            _ => -1,
        });
        Rows = new IssueRow[rows.Count];
        for (var i = 0; i < Rows.Length; i++)
        {
            Rows[i] = rows[_positions[i]];
            Known += Rows[i].Id is null ? 0 : 1;
        }
    }

    /// <summary>Rows in order.</summary>
    public IssueRow[] Rows { get; }

    /// <summary>Rows whose number is known: they come first.</summary>
    public int Known { get; }

    /// <summary>Rows whose number is not.</summary>
    public int Fresh => Rows.Length - Known;

    /// <summary>Where the caller had the row that comes as number <paramref name="index"/>.</summary>
    public int Position(int index) => _positions[index];

    /// <summary>One value of each known, or of each fresh row.</summary>
    public T[] Select<T>(bool known, Func<IssueRow, T> value)
    {
        var (start, count) = known ? (0, Known) : (Known, Fresh);
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = value(Rows[start + i]);
        }

        return values;
    }

    /// <summary>The items of the list at each row's place, each with the issue's number, or null and its place among the fresh ones, from 1.</summary>
    public List<(long? Id, int? Ordinal, T Item)> Expand<T>(Func<int, IReadOnlyList<T>> list)
    {
        var items = new List<(long?, int?, T)>(Rows.Length);
        for (var i = 0; i < Rows.Length; i++)
        {
            foreach (var item in list(i))
            {
                items.Add(i < Known ? (Rows[i].Id, null, item) : (null, i - Known + 1, item));
            }
        }

        return items;
    }
}
