using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Storage.Tests.Support;

/// <summary>Commits as short as a test wants to say them.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static IssueKey Key(int fingerprint = 1, long project = 1) => new(new(project), ReportKind.Csp, new((UInt128)fingerprint));

    public static IssueRow Row(int fingerprint = 1, long count = 1, long? id = null, DateTimeOffset? at = null, string title = "Blocked 'script'", long project = 1, int? mergeKey = null, NoiseVerdict? noise = null, params SampleRow[] samples)
    {
        var time = at ?? Noon;
        return new()
        {
            Key = Key(fingerprint, project),
            Id = id,
            New = id is not null
                ? null
                : new(
                    new(title, "script-src 'self'", "script-src", "https://cdn.example/a.js", "cdn.example"),
                    new((UInt128)(mergeKey ?? fingerprint)),
                    "shop.example",
                    noise ?? NoiseVerdict.Clean),
            HasSignal = noise is not { IsNoise: true },
            Count = count,
            Weight = count,
            Enforced = count,
            FirstSeen = time,
            LastSeen = time,
            Hours = [new(HourOf(time), count)],
            Accepted = [new(new(7), HourOf(Noon), count)],
            Samples = samples,
        };
    }

    /// <summary>Reports that say where they come from.</summary>
    public static IssueRow From(this IssueRow row, string? release, string? policy = null) => row with { Origins = [new(release, policy is null ? null : PolicyOf(policy))] };

    /// <summary>What reports that carry <paramref name="policy"/> say of it.</summary>
    public static Fingerprint PolicyOf(string policy) => new CspViolation { EffectiveDirective = "script-src", BlockedUri = default, OriginalPolicy = policy }.PolicyFingerprint!.Value;

    public static SampleRow Sample(short slot, string raw = "{}") =>
        new(DateOnly.FromDateTime(Noon.UtcDateTime), slot, Noon, "Chrome 156", null, "production", new("""{"effective_directive": "script-src"}""", raw));

    public static Commit Commit(params IssueRow[] rows) => new() { Id = Guid.CreateVersion7(Noon), Issues = rows };

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
