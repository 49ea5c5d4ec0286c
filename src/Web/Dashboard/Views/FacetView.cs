using Picket.Ingestion.Issues;
using Picket.Storage.Queries;

namespace Picket.Web.Dashboard.Views;

/// <summary>How an issue's reports spread over the values of one facet.</summary>
/// <param name="Facet">The facet.</param>
/// <param name="Values">Named values, largest first; then what is left over, so that they add up to all reports.</param>
public sealed record FacetView(Facet Facet, IReadOnlyList<(string Name, long Count)> Values)
{
    private const int ValuesShown = 6;

    /// <summary>Dispositions are left out: they are figures of the issue itself. So is what no report states.</summary>
    /// <param name="facets">Counts by facet, largest first.</param>
    /// <param name="total">The issue's reports.</param>
    public static IReadOnlyList<FacetView> Of(IEnumerable<FacetCount> facets, long total) =>
        [.. facets.GroupBy(count => count.Facet).Where(group => group.Key != Facet.Disposition).OrderBy(group => group.Key).Select(group => Of(group.Key, [.. group], total))];

    private static FacetView Of(Facet facet, IReadOnlyList<FacetCount> counts, long total)
    {
        var named = counts.Where(count => count.Value.Length > 0).ToArray();
        // One value more takes no more room than the line that would stand for it.
        var shown = named.Length == ValuesShown + 1 ? named : named[..Math.Min(named.Length, ValuesShown)];
        List<(string, long)> values = [.. shown.Select(count => (Words.Of(facet, count.Value), count.Count))];
        Add(Words.OtherValues, counts.Sum(count => count.Count) - shown.Sum(count => count.Count));
        Add(Words.NotStated, total - counts.Sum(count => count.Count));
        return new(facet, values);

        void Add(string name, long count)
        {
            if (count > 0)
            {
                values.Add((name, count));
            }
        }
    }
}
