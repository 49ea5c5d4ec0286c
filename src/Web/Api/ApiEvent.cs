using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Picket.Ingestion.Issues;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>A kept report, as Sentry writes an event.</summary>
internal sealed record ApiEvent
{
    public required string Id { get; init; }

    [JsonPropertyName("eventID")]
    public required string EventId { get; init; }

    [JsonPropertyName("groupID")]
    public required string GroupId { get; init; }

    [JsonPropertyName("projectID")]
    public required string ProjectId { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    public required string Culprit { get; init; }

    public required string Type { get; init; }

    public string Platform { get; init; } = ApiProjectRef.AnyPlatform;

    public required ApiMetadata Metadata { get; init; }

    public required string DateCreated { get; init; }

    public string? User { get; init; }

    public required IReadOnlyList<ApiEntry> Entries { get; init; }

    public required IReadOnlyList<ApiEventTag> Tags { get; init; }

    public required IReadOnlyDictionary<string, ApiContext> Contexts { get; init; }

    /// <summary>From what is stored.</summary>
    public static ApiEvent Of(SampleView sample, IssueSummary issue)
    {
        using var normalized = JsonDocument.Parse(sample.Normalized);
        var id = sample.Id.ToString("N");
        return new()
        {
            Id = id,
            EventId = id,
            GroupId = issue.Id.ToString(CultureInfo.InvariantCulture),
            ProjectId = issue.Project.ToString(),
            Title = issue.Title,
            Message = issue.Title,
            Culprit = issue.Culprit ?? "",
            Type = ApiIssue.TypeOf(issue.Kind),
            Metadata = new(issue.Directive, issue.BlockedUri, issue.Title),
            DateCreated = Words.Iso(sample.At),
            Entries = [new(ApiIssue.TypeOf(issue.Kind), normalized.RootElement.Clone())],
            Tags = TagsOf(sample, issue, SampleFacts.Of(sample.Normalized)),
            Contexts = sample.Browser.Length == 0 ? new Dictionary<string, ApiContext>() : new() { ["browser"] = ApiContext.Browser(sample.Browser) },
        };
    }

    private static List<ApiEventTag> TagsOf(SampleView sample, IssueSummary issue, SampleFacts facts)
    {
        List<ApiEventTag> tags = [];
        Add("effective-directive", facts.EffectiveDirective);
        Add("blocked-uri", facts.BlockedUri);
        Add("blocked-host", issue.BlockedHost);
        Add(ApiTag.KeyOf(Facet.Disposition), facts.Disposition);
        Add(ApiTag.KeyOf(Facet.Browser), sample.Browser);
        Add(ApiTag.KeyOf(Facet.Release), sample.Release);
        Add(ApiTag.KeyOf(Facet.Environment), sample.Environment);
        return tags;

        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                tags.Add(new(key, value));
            }
        }
    }
}
