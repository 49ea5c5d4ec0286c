using Picket.Ingestion.Admission.Filters;
using Picket.Reports;

namespace Picket.Ingestion.Admission;

/// <summary>What admission needs to know of a project. A snapshot; a newer one has a higher version.</summary>
public sealed record ProjectSettings
{
    /// <summary>Its number.</summary>
    public required ProjectId Id { get; init; }

    /// <summary>Rises with every change of the project or its keys.</summary>
    public required long Version { get; init; }

    /// <summary>False: refused.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Its keys, active or not.</summary>
    public IReadOnlyList<KeySettings> Keys { get; init; } = [];

    /// <summary>Limit over all keys; null for none.</summary>
    public RateLimit? Limit { get; init; }

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
}
