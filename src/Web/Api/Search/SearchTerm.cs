namespace Picket.Web.Api.Search;

/// <summary>A piece of a search as it is written: <c>key:value</c>, <c>!key:value</c>, <c>key:[a,b]</c>, or free text.</summary>
/// <param name="Key">What stands before the colon; null for free text.</param>
/// <param name="IsNegated">An exclamation mark stands before the key.</param>
/// <param name="Values">At least one; of free text exactly one.</param>
/// <param name="Position">Where the key, or the text, stands, in characters from 0.</param>
internal sealed record SearchTerm(string? Key, bool IsNegated, IReadOnlyList<SearchValue> Values, int Position)
{
    /// <summary>An error about its key.</summary>
    public SearchError Wrong(string message) => new(message, Position, Math.Max(1, Key?.Length ?? Values[0].Length));
}
