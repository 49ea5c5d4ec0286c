namespace Picket.Web.Api.Search;

/// <summary>A value of a search, without its quotes.</summary>
/// <param name="Text">Its characters; control characters are spaces.</param>
/// <param name="IsQuoted">It stood in quotes: <c>*</c> and operators are plain characters then.</param>
/// <param name="Position">Where it stands, in characters from 0.</param>
/// <param name="Length">Characters it takes there, quotes included.</param>
internal readonly record struct SearchValue(string Text, bool IsQuoted, int Position, int Length);
