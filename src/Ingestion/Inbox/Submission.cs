using System.Net;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Inbox;

/// <summary>What one request brought, after its shape was checked.</summary>
public sealed record Submission
{
    /// <summary>The project in the path.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>The key it came with.</summary>
    public required ProjectKey Key { get; init; }

    /// <summary>The reports, and what is wrong with the rest. Not empty.</summary>
    public required ReadItem[] Items { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Host of <c>Origin</c>, else of <c>Referer</c>, as sent (<c>https://example.com</c>); null where both are absent or <c>null</c>.</summary>
    public string? Origin { get; init; }

    /// <summary><c>sentry_release</c>, at most 200 characters.</summary>
    public string? Release { get; init; }

    /// <summary><c>sentry_environment</c>, at most 64 characters.</summary>
    public string? Environment { get; init; }

    /// <summary>Family and major version from the request's client hints or user agent.</summary>
    public string Browser { get; init; } = "unknown";

    /// <summary>The system the browser runs on.</summary>
    public string Platform { get; init; } = "unknown";

    /// <summary>The request's user agent; null where absent. For filters only.</summary>
    public string? UserAgent
    {
        get;
        init => (field, IsCrawler) = (value, Crawlers.Match(value));
    }

    /// <summary>True where the user agent is a crawler's.</summary>
    public bool IsCrawler { get; private init; }

    /// <summary>The client's address, for filters only: it is never stored, logged, or sent to another host.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The client's hash of the day, see <see cref="Admission.ClientIdentity"/>.</summary>
    public ulong Client { get; init; }

    /// <summary>The client's network, hashed; never stored.</summary>
    public ulong Network { get; init; }

    /// <summary>What it came together with; null where it came alone.</summary>
    public Gathering? Gathering { get; init; }

    /// <summary>Start of the hour of arrival, UTC.</summary>
    internal DateTimeOffset ReceivedHour => HourOf(Received);

    internal static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
