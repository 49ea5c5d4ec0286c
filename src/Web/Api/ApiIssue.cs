using System.Globalization;
using System.Text.Json.Nodes;
using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Storage.State;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>An issue, as Sentry writes it. What Picket does not have (sharing, subscriptions, users) has the value it has in Sentry before anyone used it.</summary>
internal sealed record ApiIssue
{
    public required string Id { get; init; }

    public string? ShareId { get; init; }

    public required string ShortId { get; init; }

    public required string Title { get; init; }

    public required string Culprit { get; init; }

    public required string Permalink { get; init; }

    public required string Logger { get; init; }

    public required string Level { get; init; }

    public required string Status { get; init; }

    public required JsonObject StatusDetails { get; init; }

    public string? Substatus { get; init; }

    public bool IsPublic { get; init; }

    public string Platform { get; init; } = ApiProjectRef.AnyPlatform;

    public required ApiProjectRef Project { get; init; }

    public required string Type { get; init; }

    public required ApiMetadata Metadata { get; init; }

    public int NumComments { get; init; }

    public ApiUser? AssignedTo { get; init; }

    public bool IsBookmarked { get; init; }

    public bool IsSubscribed { get; init; }

    public bool HasSeen { get; init; }

    public IReadOnlyList<ApiAnnotation> Annotations { get; init; } = [];

    public required string Count { get; init; }

    /// <summary>Reports name no users.</summary>
    public int UserCount { get; init; }

    public required string FirstSeen { get; init; }

    public required string LastSeen { get; init; }

    /// <summary>Under <c>24h</c>, or <c>14d</c>: start of the hour, or day, in Unix seconds, and its reports.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<long>>> Stats { get; init; }

    /// <summary>What the reports stand for: browsers sample some kinds. Picket's own, as all that follows.</summary>
    public required string Weight { get; init; }

    /// <summary>Where it is shown: <c>stream</c>, <c>noise</c> or <c>quiet</c>.</summary>
    public required string Place { get; init; }

    public required ApiNoise Noise { get; init; }

    /// <summary>Numbers of all issues of the fold, this one first: as other browsers and channels report the same problem.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>From what is stored.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="standing">What people said about it.</param>
    /// <param name="project">Its project.</param>
    /// <param name="uris">For its address.</param>
    /// <param name="stats">Its reports by hour or day.</param>
    public static ApiIssue Of(IssueSummary issue, IssueStanding standing, ProjectRow project, ReportUris uris, ApiStats stats)
    {
        var id = issue.Id.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Id = id,
            ShortId = $"{project.Slug.ToUpperInvariant()}-{id}",
            Title = issue.Title,
            Culprit = issue.Culprit ?? "",
            Logger = TypeOf(issue.Kind),
            Level = LevelOf(issue.Level),
            Permalink = uris.IssueUri(issue.Id),
            Status = StatusOf(issue.Status),
            StatusDetails = DetailsOf(issue, standing),
            Substatus = SubstatusOf(standing.Substatus),
            Project = ApiProjectRef.Of(project),
            Type = TypeOf(issue.Kind),
            Metadata = new(issue.Directive, issue.BlockedUri, issue.Title),
            Count = issue.Count.ToString(CultureInfo.InvariantCulture),
            Weight = issue.Weight.ToString(CultureInfo.InvariantCulture),
            Place = PlaceOf(issue.Place),
            Noise = ApiNoise.Of(issue.Noise),
            Variants = [.. issue.Members.Select(member => member.ToString(CultureInfo.InvariantCulture))],
            FirstSeen = Words.Iso(issue.FirstSeen),
            LastSeen = Words.Iso(issue.LastSeen),
            Stats = new Dictionary<string, IReadOnlyList<IReadOnlyList<long>>> { [stats.Name] = stats.Row },
            NumComments = standing.Comments,
            AssignedTo = ApiUser.Of(standing.Assignee),
            IsBookmarked = standing.IsBookmarked,
            HasSeen = standing.HasSeen,
            Annotations = [.. standing.Tickets.Select(ticket => new ApiAnnotation(ticket.Url, ticket.Title))],
        };
    }

    /// <summary>The word for <paramref name="place"/>.</summary>
    public static string PlaceOf(IssuePlace place) => place switch
    {
        IssuePlace.Noise => "noise",
        IssuePlace.Quiet => "quiet",
        _ => "stream",
    };

    /// <summary>The place of a word; null where there is none.</summary>
    public static IssuePlace? ParsePlace(string word)
    {
        foreach (var place in Enum.GetValues<IssuePlace>())
        {
            if (PlaceOf(place) == word)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Sentry's word for <paramref name="level"/>.</summary>
    public static string LevelOf(ReportLevel level) => level switch
    {
        ReportLevel.Info => "info",
        ReportLevel.Warning => "warning",
        _ => "error",
    };

    /// <summary>Sentry's word for <paramref name="status"/>.</summary>
    public static string StatusOf(IssueStatus status) => status switch
    {
        IssueStatus.Resolved => "resolved",
        IssueStatus.Ignored => "ignored",
        _ => "unresolved",
    };

    /// <summary>The word for <paramref name="kind"/>: Sentry's where it has one.</summary>
    public static string TypeOf(ReportKind kind) => ReportKinds.Name(kind);

    /// <summary>Sentry's word for <paramref name="substatus"/>; null where it has none.</summary>
    public static string? SubstatusOf(IssueSubstatus substatus) => substatus switch
    {
        IssueSubstatus.New => "new",
        IssueSubstatus.Ongoing => "ongoing",
        IssueSubstatus.Regressed => "regressed",
        IssueSubstatus.Escalating => "escalating",
        IssueSubstatus.ArchivedForever => "archived_forever",
        IssueSubstatus.ArchivedUntilConditionMet => "archived_until_condition_met",
        IssueSubstatus.ArchivedUntilEscalating => "archived_until_escalating",
        _ => null,
    };

    private static JsonObject DetailsOf(IssueSummary issue, IssueStanding standing)
    {
        var details = new JsonObject();
        Add("inNextRelease", standing.InNextRelease ? true : null);
        Add("inRelease", standing.InRelease);
        Add("ignoreUntil", standing.Until is { } until ? Words.Iso(until) : null);
        Add("ignoreCount", standing.UntilCount is { } count ? Math.Max(0, count - issue.Count) : null);
        return details;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                details[name] = value;
            }
        }
    }
}
