namespace Picket.Storage.State;

/// <summary>A user, as others see one.</summary>
/// <param name="Id">The user's number.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address; null where there is none.</param>
public sealed record Person(long Id, string Name, string? Email);
