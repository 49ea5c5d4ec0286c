using Picket.Ingestion.Admission.Filters;
using Picket.Reports;

namespace Picket.Ingestion.Admission;

/// <summary>What admission needs to know of a project. A snapshot; a newer one has a higher version.</summary>
public sealed record ProjectSettings
{
    /// <summary>Its number.</summary>
    public required ProjectId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public OrganizationId OrganizationId { get; init; }

    /// <summary>Rises with every change of the project or its keys.</summary>
    public required long Version { get; init; }

    /// <summary>False: refused.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Its keys, active or not.</summary>
    public IReadOnlyList<KeySettings> Keys { get; init; } = [];

    /// <summary>Limit over all keys; null for none.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>Reports that all projects of the organization may take in a calendar month (UTC) together; null for no limit.</summary>
    public long? OrganizationLimit { get; init; }

    /// <summary>Domains reports may come from, Sentry's patterns (<c>example.com</c>, <c>*.example.com</c>, <c>*</c>); <c>*</c> alone allows all, an empty list refuses whatever has an Origin.</summary>
    public IReadOnlyList<string> AllowedDomains { get; init; } = ["*"];

    /// <summary>What it does not want to count.</summary>
    public InboundFilters Filters { get; init; } = InboundFilters.Default;

    /// <summary>What one issue is: <see cref="Reports.Grouping.Sentry"/> for projects that come from there.</summary>
    public Grouping Grouping { get; init; }

    /// <summary>The values of queries in URLs are kept, where else they are masked.</summary>
    public bool KeepQueries { get; init; }

    /// <summary>New issues an hour; null for no budget.</summary>
    public int? NewIssuesPerHour { get; init; } = 1000;

    /// <summary>The part of its reports that is counted, over 0 to 1; each stands for those that are not: see <see cref="Sampling"/>.</summary>
    public double SampleRate { get; init; } = 1;

    /// <summary>Reports above ten times <see cref="HourlyMean"/> are refused where the organization has a month to lose: see <see cref="QuotaGuard"/>.</summary>
    public bool SpikeProtection { get; init; } = true;

    /// <summary>Reports of an hour as its last seven days had them, roughly; null while it is younger than a day.</summary>
    public long? HourlyMean { get; init; }

    /// <summary>What it shares with the organization's other projects; null where that has no limit.</summary>
    internal OrganizationQuota? Quota => OrganizationLimit is { } count ? new(OrganizationId, count, Version) : null;
}
