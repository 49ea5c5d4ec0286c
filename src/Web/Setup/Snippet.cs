namespace Picket.Web.Setup;

/// <summary>How one kind of server sends headers.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Where">Where the text goes.</param>
/// <param name="Text">The text to copy.</param>
/// <param name="Note">What to know; null where nothing is.</param>
public sealed record Snippet(string Id, string Name, string Where, string Text, string? Note = null);
