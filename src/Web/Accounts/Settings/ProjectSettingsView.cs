using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;

namespace Picket.Web.Accounts.Settings;

/// <summary>What a page of a project's settings shows.</summary>
/// <param name="Project">Which.</param>
/// <param name="Section">Of <see cref="SettingSections.OfProject"/>.</param>
/// <param name="Detail">What is set.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="MayDelete">True where the reader may delete it.</param>
public sealed record ProjectSettingsView(ProjectRow Project, string Section, ProjectDetail Detail, IReadOnlyList<KeyRow> Keys, bool MayDelete)
{
    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>What was done.</summary>
    public string? Done { get; init; }

    /// <summary>Filters that are tried and not yet saved.</summary>
    public JsonElement? Tried { get; init; }

    /// <summary>What they would have caught.</summary>
    public FilterTrial? Trial { get; init; }

    /// <summary>The filters to show: those that are tried, else those that hold.</summary>
    public JsonObject Filters => Tried is { } tried ? JsonObject.Create(tried)! : Detail.Effective["filters"] is JsonObject stored ? stored : [];

    /// <summary>The page's address.</summary>
    public string Path => $"/projects/{Project.Id}/settings/{Section}";
}
