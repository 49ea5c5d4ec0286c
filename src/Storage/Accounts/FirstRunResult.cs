using Picket.Ingestion;

namespace Picket.Storage.Accounts;

/// <summary>What a newcomer starts with.</summary>
/// <param name="Project">The first project.</param>
/// <param name="Key">Its key.</param>
/// <param name="UserId">Who owns it.</param>
/// <param name="Token">An API token of that user, on the very first start only.</param>
public sealed record FirstRunResult(ProjectId Project, ProjectKey Key, long UserId, string? Token);
