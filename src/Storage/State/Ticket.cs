namespace Picket.Storage.State;

/// <summary>A ticket in someone's tracker.</summary>
/// <param name="Url">Its address, http or https.</param>
/// <param name="Title">What it is shown as.</param>
public sealed record Ticket(string Url, string Title)
{
    /// <summary>Characters of an address.</summary>
    public const int MaxUrlLength = 2000;

    /// <summary>Characters of a title.</summary>
    public const int MaxTitleLength = 200;
}
