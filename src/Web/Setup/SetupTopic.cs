namespace Picket.Web.Setup;

/// <summary>Headers that belong together, for one purpose.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Meaning">What it does, and for whom.</param>
/// <param name="Headers">What to send.</param>
/// <param name="Caution">What to know before; null where nothing is.</param>
public sealed record SetupTopic(string Id, string Name, string Meaning, IReadOnlyList<SetupHeader> Headers, string? Caution = null);
