using Picket.Ingestion;

namespace Picket.Storage.Canary;

/// <summary>Where the canary's reports go.</summary>
/// <param name="Id">The project.</param>
/// <param name="Key">Its key.</param>
/// <param name="IsNew">It was made just now: other hosts learn of it within seconds.</param>
public sealed record CanaryProject(ProjectId Id, ProjectKey Key, bool IsNew);
