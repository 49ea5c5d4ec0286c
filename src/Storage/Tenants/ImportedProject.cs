using System.Text.Json.Nodes;
using Picket.Ingestion;

namespace Picket.Storage.Tenants;

/// <summary>A project that comes from another installation with its number and keys, so that no website changes what it sends to.</summary>
/// <param name="Id">Its number there, and here.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Settings">What is set, as stored: allowed domains, and the grouping of Sentry, so that issues keep their identity.</param>
/// <param name="Keys">Its keys.</param>
public sealed record ImportedProject(ProjectId Id, string Slug, string Name, JsonObject Settings, IReadOnlyList<NewKey> Keys);
