using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Reports.Policies;
using Picket.Storage.Queries;
using Picket.Storage.State;

namespace Picket.Web.Dashboard.Views;

/// <summary>What an issue's page shows.</summary>
public sealed record IssueView
{
    /// <summary>Days of the chart; its last week is there by hours, too.</summary>
    public const int DaysShown = 30;

    /// <summary>Days that clients are counted over.</summary>
    public const int ClientDaysShown = 7;

    private const int FewClients = 10;

    /// <summary>The issue.</summary>
    public required IssueSummary Issue { get; init; }

    /// <summary>Its project.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>Reports in each hour of a week, the current one last.</summary>
    public required IReadOnlyList<(DateTimeOffset Start, long Count)> Hours { get; init; }

    /// <summary>Reports in each day (UTC) of a month, today last.</summary>
    public IReadOnlyList<(DateTimeOffset Start, long Count)> Days { get; init; } = [];

    /// <summary>Releases of the project, the oldest first.</summary>
    public IReadOnlyList<ReleaseMark> Releases { get; init; } = [];

    /// <summary>How its reports spread.</summary>
    public required IReadOnlyList<FacetView> Facets { get; init; }

    /// <summary>Estimated clients of each day that had any, the latest first.</summary>
    public required IReadOnlyList<(DateOnly Day, long Clients)> Clients { get; init; }

    /// <summary>The issues of the fold, each as it is by itself; empty where there is but one.</summary>
    public IReadOnlyList<IssueVariant> Variants { get; init; } = [];

    /// <summary>The latest samples.</summary>
    public required IReadOnlyList<SampleView> Samples
    {
        get;
        init => (field, Facts) = (value, [.. value.Select(sample => SampleFacts.Of(sample.Normalized))]);
    }

    /// <summary>What people said about it.</summary>
    public IssueStanding Standing { get; init; } = IssueStanding.Untouched;

    /// <summary>What happened to it but reports, the latest first.</summary>
    public IReadOnlyList<ActivityEntry> Activity { get; init; } = [];

    /// <summary>Whom it can be given to.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>What was just done, in words; null where nothing was.</summary>
    public string? Done { get; init; }

    /// <summary>The policy of the latest sample that has one; null where none has.</summary>
    public string? Policy => Facts.Select(facts => facts.OriginalPolicy).FirstOrDefault(policy => !string.IsNullOrEmpty(policy));

    /// <summary>The ways to allow it, the safest first; empty where it is nothing that a policy allows.</summary>
    public IReadOnlyList<PolicyRemedy> Remedies => Issue.Kind != ReportKind.Csp || Issue.Directive is not { } directive || Issue.Noise.IsNoise
        ? []
        : PolicyRemedies.Of(
            ContentSecurityPolicy.Parse(Policy), directive, Facts.Select(facts => facts.BlockedUri).FirstOrDefault(uri => !string.IsNullOrEmpty(uri)) ?? Issue.BlockedUri, Issue.DocumentHost);

    /// <summary>What was blocked in full, as the latest samples have it; empty where that says no more than the issue itself.</summary>
    public IReadOnlyList<string> Addresses => [.. Facts.Select(facts => facts.BlockedUri).OfType<string>().Where(uri => uri.Contains("://", StringComparison.Ordinal) && uri != Issue.BlockedUri).Distinct()];

    /// <summary>Browsers that report it, the most frequent first.</summary>
    public IReadOnlyList<string> Browsers => Named(Facet.Browser);

    /// <summary>Pages of the latest samples.</summary>
    public IReadOnlyList<string> Pages => [.. Facts.Select(facts => facts.DocumentUri).OfType<string>().Where(page => page.Length > 0).Distinct()];

    /// <summary>The host whose pages the inventory names; null where this is nothing that it knows.</summary>
    public string? InventoryHost =>
        Issue is { Place: not IssuePlace.Noise, Kind: ReportKind.Csp or ReportKind.Integrity or ReportKind.Coep, BlockedHost: { Length: > 0 } host } ? host : null;

    /// <summary>What speaks for the site as the cause, rather than something on the visitor's side.</summary>
    public IReadOnlyList<string> SignsOfSite
    {
        get
        {
            List<string> signs = [];
            var clients = Clients.Sum(day => day.Clients);
            if (clients >= FewClients)
            {
                signs.Add($"About {Words.Number(clients)} client-days in a week: what one visitor has installed is seen by few.");
            }

            if (Browsers.Count > 1)
            {
                signs.Add($"More than one browser reports it: {string.Join(", ", Browsers)}.");
            }

            if (Issue.DocumentHost is { Length: > 0 } host && Facts.Any(facts => Uri.TryCreate(facts.SourceFile, UriKind.Absolute, out var source) && source.Host == host))
            {
                signs.Add($"It starts in a file of {host} itself.");
            }

            return signs;
        }
    }

    /// <summary>What happened, in one sentence.</summary>
    public string Sentence => HappeningSentence.Of(new()
    {
        Kind = Issue.Kind,
        Directive = Issue.Directive,
        Blocked = Issue.BlockedUri,
        Browsers = Named(Facet.Browser),
        Hosts = Named(Facet.DocumentHost),
        Enforced = Issue.Enforced,
        ReportOnly = Issue.ReportOnly,
        Since = Since,
    });

    /// <summary>What the samples say, in their order: read once for all that asks.</summary>
    private IReadOnlyList<SampleFacts> Facts { get; init; } = [];

    /// <summary>The release it came with: the oldest it was seen in, where the project has an older one that it was not seen in.</summary>
    private string? Since => Releases.Select((mark, place) => (mark, place)).FirstOrDefault(one => one.mark.HasIssue) is { mark: { } first, place: > 0 } ? first.Release : null;

    private string[] Named(Facet facet) =>
        [.. Facets.FirstOrDefault(view => view.Facet == facet)?.Values.Select(value => value.Name).Where(name => name is not (Words.OtherValues or Words.NotStated)) ?? []];
}
