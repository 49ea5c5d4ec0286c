namespace Picket.Storage.Accounts;

/// <summary>A session as its user sees it in a list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Address">Where it was started from.</param>
/// <param name="Browser">What the browser called itself.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="SeenAt">When it was used last, up to ten minutes behind.</param>
public sealed record SessionRow(long Id, string? Address, string Browser, DateTimeOffset CreatedAt, DateTimeOffset SeenAt);
