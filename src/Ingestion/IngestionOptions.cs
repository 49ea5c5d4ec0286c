using System.ComponentModel.DataAnnotations;

namespace Picket.Ingestion;

/// <summary>Bounds and times of a host's ingestion. Defaults suit a host with two cores and 1 GiB.</summary>
public sealed class IngestionOptions : IValidatableObject
{
    /// <summary>Reports under way at once, a quarter of them at most of one project; more are answered unavailable. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxReportsUnderWay { get; set; } = 50_000;

    /// <summary>Bytes of bodies that have come and are not yet answered; where there is no room, they are answered unavailable. 1 MiB to 16 GiB.</summary>
    [Range(1L << 20, 1L << 34)]
    public long MaxBytesUnderWay { get; set; } = 128L * 1024 * 1024;

    /// <summary>How long a report is held while PostgreSQL is away or slow; then it is answered 503 with <c>Retry-After</c>. 100 ms to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HoldTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a commit with unknown outcome is sent again under its id. At least <see cref="HoldTime"/>, at most 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ResendTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a commit waits for a row that another transaction holds, before it is parted so that the others' reports go on. 1 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan LockWait { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Commits in flight at once, each on a connection of its own. The second and later start only when <see cref="CommitRows"/> wait or the first is stuck. 1 to 32.</summary>
    [Range(1, 32)]
    public int MaxCommitsInFlight { get; set; } = 4;

    /// <summary>Issue and outcome rows of one commit. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int CommitRows { get; set; } = 1000;

    /// <summary>Facet and client rows a commit carries at most; while reports wait and little is owed, one commit in eight carries them. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int DebtRows { get; set; } = 128;

    /// <summary>Issues that live in memory, about 1 KiB each, but for those with reports under way; the longest in memory leave first. At most half of them may owe facets and clients. 1,000 to 100,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxLiveIssues { get; set; } = 200_000;

    /// <summary>An issue without reports for this long leaves memory. 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IssueIdleTime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>New issues an hour of a project that does not say otherwise; what comes above counts in the project's "other" issue. -1 for no budget, to 1,000,000.</summary>
    [Range(-1, 1_000_000)]
    public int NewIssuesPerHour { get; set; } = 1000;

    /// <summary>The share of a project's new-issue budget that one network may use. 0.01 to 1.</summary>
    [Range(0.01, 1.0)]
    public double NetworkShare { get; set; } = 0.25;

    /// <summary>Reports that use up no quota, filtered ones and noise, that a project takes in a minute; more are answered 429. 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int FreeReportsPerMinute { get; set; } = 60_000;

    /// <summary>The part of an organization's month that one network may use in a day at one project, a thousand reports at least. 0.0001 to 1.</summary>
    [Range(0.0001, 1.0)]
    public double NetworkDayShare { get; set; } = 0.05;

    /// <summary>Reports of an hour that are no spike, however few the project's hours had before. 1 to 1,000,000,000.</summary>
    [Range(1, 1_000_000_000)]
    public int SpikeFloor { get; set; } = 10_000;

    /// <summary>Policies of reports that a host keeps read, to know impossible reports; a newer one takes the place of an older one. About 4 KiB each, 40 at most. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int KnownPolicies { get; set; } = 1024;

    /// <summary>Distinct values of one facet that one activation of an issue tells apart; the rest counts as other. 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int FacetValues { get; set; } = 30;

    /// <summary>User agents whose browser is remembered, at most 1 KiB each. 8 to 1,000,000.</summary>
    [Range(8, 1_000_000)]
    public int UserAgents { get; set; } = 4096;

    /// <summary>New user agents that are read in a second, some tens of microseconds each; the rest count as unknown. 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int UserAgentReadsPerSecond { get; set; } = 1000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ResendTime < HoldTime)
        {
            yield return new($"It must be at least {nameof(HoldTime)}, which is {HoldTime}.", [nameof(ResendTime)]);
        }
    }
}
