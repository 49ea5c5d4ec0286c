using Picket.Storage.Queries;
using Picket.Storage.Tenants;

namespace Picket.Web.Accounts.Pages;

/// <summary>What a project's settings page shows.</summary>
/// <param name="Project">Which.</param>
/// <param name="Detail">What is set.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="MayDelete">True where the reader may delete it.</param>
/// <param name="Error">What went wrong.</param>
public sealed record ProjectSettingsView(ProjectRow Project, ProjectDetail Detail, IReadOnlyList<KeyRow> Keys, bool MayDelete, string? Error);
