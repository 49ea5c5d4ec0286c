using System.Collections.Frozen;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Outcomes;

/// <summary>The stable words behind outcomes: stored, shown, and tags of metrics. Bounded: none is made from input.</summary>
public static class OutcomeReasons
{
    /// <summary>No project has this number.</summary>
    public const string UnknownProject = "project_unknown";

    /// <summary>The project takes no reports.</summary>
    public const string ProjectDisabled = "project_disabled";

    /// <summary>The project has no such key.</summary>
    public const string UnknownKey = "key_unknown";

    /// <summary>The key was switched off.</summary>
    public const string KeyDisabled = "key_disabled";

    /// <summary>The report's origin is none of the project's allowed domains; Sentry's word.</summary>
    public const string Cors = "cors";

    /// <summary>The key is not for this kind of report.</summary>
    public const string KeyKinds = "key_kinds";

    /// <summary>A rule of the project's own matches.</summary>
    public const string CustomFilter = "custom";

    /// <summary>The blocked URI or the source file is an ignored source; Sentry's word.</summary>
    public const string IgnoredSource = "invalid-csp";

    /// <summary>The client's address is on the deny list; Sentry's word.</summary>
    public const string BlockedIp = "ip-address";

    /// <summary>The release is filtered; Sentry's word.</summary>
    public const string FilteredRelease = "release-version";

    /// <summary>The title is filtered; Sentry's word.</summary>
    public const string FilteredMessage = "error-message";

    /// <summary>The page or the client is on the machine itself; Sentry's word.</summary>
    public const string Localhost = "localhost";

    /// <summary>The browser is too old; Sentry's word.</summary>
    public const string LegacyBrowser = "legacy-browsers";

    /// <summary>The client is a crawler; Sentry's word.</summary>
    public const string WebCrawler = "web-crawlers";

    /// <summary>Over the key's limit.</summary>
    public const string KeyLimit = "key_limit";

    /// <summary>Over the project's limit.</summary>
    public const string ProjectLimit = "project_limit";

    /// <summary>Over what the project's organization may take in a month.</summary>
    public const string OrganizationQuota = "organization_quota";

    /// <summary>The project's hour has ten times the reports of its usual one.</summary>
    public const string Spike = "spike";

    /// <summary>One network has used its share of the organization's month.</summary>
    public const string NetworkShare = "network_share";

    /// <summary>Over the rate of what uses up no quota: filtered reports and noise.</summary>
    public const string FreeLimit = "free_limit";

    /// <summary>Left out by the project's sampling rate.</summary>
    public const string SampleRate = "sample_rate";

    /// <summary>Over what one network may send at a gateway.</summary>
    public const string NetworkLimit = "network_limit";

    /// <summary>A queue is full.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>The commit did not come about in time.</summary>
    public const string NotCommitted = "not_committed";

    /// <summary>PostgreSQL refuses the delta itself.</summary>
    public const string Poisoned = "poisoned";

    /// <summary>The host is going down.</summary>
    public const string Stopping = "stopping";

    /// <summary>Another silo that had to decide or to count did not answer.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>An internal error; its cause is in the log.</summary>
    public const string Internal = "internal";

    private static readonly FrozenDictionary<NoiseClass, string> NoiseWords = NoiseClasses.All.ToFrozenDictionary(value => value, value => $"noise-{NoiseClasses.NameOf(value)}");

    private static readonly FrozenSet<string> Words = new[]
    {
        UnknownProject, ProjectDisabled, UnknownKey, KeyDisabled, Cors, KeyKinds, CustomFilter, IgnoredSource, BlockedIp, FilteredRelease, FilteredMessage, Localhost,
        LegacyBrowser, WebCrawler, KeyLimit, ProjectLimit, OrganizationQuota, Spike, NetworkShare, FreeLimit, SampleRate, NetworkLimit, QueueFull, NotCommitted, Poisoned, Stopping, Unreachable, Internal,
    }.Concat(Enum.GetValues<InvalidReason>().Select(Of)).Concat(NoiseClasses.All.Select(Of)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The word itself where it is one of these, so that none is made from input; null where not.</summary>
    public static string? Known(string? word) => word is not null && Words.TryGetValue(word, out var known) ? known : null;

    /// <summary>The word for why a body or an item is no report.</summary>
    public static string Of(InvalidReason reason) => reason switch
    {
        InvalidReason.Empty => "empty",
        InvalidReason.NotJson => "not_json",
        InvalidReason.TooDeep => "too_deep",
        InvalidReason.TooLarge => "too_large",
        InvalidReason.TooManyItems => "too_many_items",
        InvalidReason.NotAReport => "not_a_report",
        InvalidReason.NoDirective => "no_directive",
        _ => "invalid",
    };

    /// <summary>The word for noise of a class that is turned away, such as <c>noise-extension</c>.</summary>
    public static string Of(NoiseClass noise) => NoiseWords.GetValueOrDefault(noise, "noise");

    /// <summary>True where the sender had no right to send, rather than sent something wrong: answered 403.</summary>
    public static bool IsDenied(string reason) => reason is UnknownProject or ProjectDisabled or UnknownKey or KeyDisabled;
}
