namespace Picket.Web.Api.Search;

/// <summary>What is wrong with a search, and where.</summary>
/// <param name="Message">One sentence that says what would be right.</param>
/// <param name="Position">Where it starts, in characters from 0.</param>
/// <param name="Length">Characters it is about, at least 1.</param>
internal sealed record SearchError(string Message, int Position, int Length)
{
    /// <summary>The search with the place marked below it, for whoever reads answers in a terminal.</summary>
    public string Point(string query)
    {
        var line = string.Concat(query.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return $"{line}\n{new string(' ', Position)}{new string('^', Length)}";
    }
}
