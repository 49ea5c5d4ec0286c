using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Api.Issues;

namespace Picket.Web.Setup;

/// <summary>What a project's set-up page shows.</summary>
public sealed record SetupView
{
    private static readonly TimeSpan RefusalsShown = TimeSpan.FromDays(1);

    /// <summary>The project.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>Purposes; none where the project has no key.</summary>
    public IReadOnlyList<SetupTopic> Topics { get; init; } = [];

    /// <summary>The chosen one; null where there is none.</summary>
    public SetupTopic? Topic { get; init; }

    /// <summary>Its headers for each kind of server.</summary>
    public IReadOnlyList<Snippet> Snippets { get; init; } = [];

    /// <summary>The chosen one.</summary>
    public Snippet? Snippet { get; init; }

    /// <summary>The latest issue; null while no report has come.</summary>
    public IssueSummary? Latest { get; init; }

    /// <summary>What was refused within a day.</summary>
    public required IReadOnlyList<RefusedCount> Refused { get; init; }

    /// <summary>The page that violates its own policy; null where the project has no key.</summary>
    public string? TryUri { get; init; }

    /// <summary>True where the reader may change keys and settings.</summary>
    public bool MayConfigure { get; init; }

    /// <summary>This page with another choice.</summary>
    public string Path(string topic, string server) => $"/projects/{Project.Id}/setup?send={topic}&with={server}#send";

    /// <summary>Reads it.</summary>
    internal static async Task<SetupView> ReadAsync(ProjectRow project, string? topic, string? server, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        var topics = project.Key is { } key ? SetupTopics.Of(desk.Uris, project.Id, key) : [];
        var chosen = topics.FirstOrDefault(one => one.Id == topic) ?? (topics is [var first, ..] ? first : null);
        var snippets = chosen is null ? [] : Setup.Snippets.Of(chosen.Headers);
        var places = Enum.GetValues<Ingestion.Issues.IssuePlace>().Select(place => (long)place);
        var latest = await IssueSlice.ReadAsync(
            desk.Searches, project.Organization.Id, new([project.Id], [new(IssueField.Place) { Numbers = [.. places] }]) { Limit = 1 }, cancellation);
        return new()
        {
            Project = project,
            Topics = topics,
            Topic = chosen,
            Snippets = snippets,
            Snippet = snippets.FirstOrDefault(one => one.Id == server) ?? (snippets is [var plain, ..] ? plain : null),
            Latest = latest.Issues is [var issue, ..] ? issue : null,
            Refused = await desk.Issues.RefusedAsync(project.Id, desk.Now - RefusalsShown, cancellation),
            TryUri = project.Key is { } tryKey ? desk.Uris.TryUri(project.Id, tryKey) : null,
            MayConfigure = access.Allows(Permission.Configure),
        };
    }
}
