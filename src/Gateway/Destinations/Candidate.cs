namespace Picket.Gateway.Destinations;

/// <summary>A host as a choice between hosts sees it.</summary>
/// <param name="Hash">Who it is: <see cref="Rendezvous.Hash(string)"/> of its name.</param>
/// <param name="UnderWay">Reports or requests it has not answered yet.</param>
/// <param name="Usable">False: it takes nothing now.</param>
internal readonly record struct Candidate(ulong Hash, long UnderWay, bool Usable);
