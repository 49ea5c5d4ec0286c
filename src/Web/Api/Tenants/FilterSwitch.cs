using System.Text.Json.Nodes;
using Picket.Ingestion.Outcomes;
using Picket.Reports.Noise;

namespace Picket.Web.Api.Tenants;

/// <summary>A filter that Sentry's calls switch: a member of the <c>filters</c> of a project's settings, see <c>docs/filters.md</c>.</summary>
/// <param name="Id">Its name in the path.</param>
/// <param name="Member">What it is stored as.</param>
/// <param name="IsFlag">On or off; else a list.</param>
/// <param name="On">What a list has once it is switched on as a whole; null where that cannot be said.</param>
internal sealed record FilterSwitch(string Id, string Member, bool IsFlag, string? On = null)
{
    /// <summary>Sentry's names first.</summary>
    public static IReadOnlyList<FilterSwitch> All { get; } =
    [
        new("browser-extensions", "dropped_noise", false, NoiseClasses.NameOf(NoiseClass.Extension)),
        new(OutcomeReasons.Localhost, "localhost", true),
        new(OutcomeReasons.LegacyBrowser, "legacy_browsers", false, "default"),
        new(OutcomeReasons.WebCrawler, "web_crawlers", true),
        new(OutcomeReasons.IgnoredSource, "ignored_sources", false),
        new(OutcomeReasons.BlockedIp, "blocked_ips", false),
        new(OutcomeReasons.FilteredRelease, "releases", false),
        new(OutcomeReasons.FilteredMessage, "error_messages", false),
        new("noise", "dropped_noise", false),
    ];

    /// <summary>How it stands in <paramref name="filters"/>.</summary>
    public ApiFilter Show(JsonObject filters)
    {
        var stored = filters[Member];
        return new(Id, IsFlag ? stored?.DeepClone() ?? JsonValue.Create(Member == "web_crawlers")
            : IsOne ? JsonValue.Create(Texts(stored).Contains(On))
            : stored is JsonArray { Count: > 0 } ? stored.DeepClone() : JsonValue.Create(false));
    }

    /// <summary>What to store once it is switched, or its list is chosen; null where only a list can be.</summary>
    /// <param name="filters">What is stored.</param>
    /// <param name="active">On or off.</param>
    public JsonNode? Switch(JsonObject filters, bool active) =>
        IsFlag ? JsonValue.Create(active)
        : IsOne ? List(active ? Texts(filters[Member]).Append(On!) : Texts(filters[Member]).Where(text => text != On))
        : !active ? new JsonArray()
        : On is null ? null : List([On]);

    /// <summary>A list of texts as JSON.</summary>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Distinct().Select(text => JsonValue.Create(text))];

    /// <summary>One entry of a list that others have a part in.</summary>
    private bool IsOne => Member == "dropped_noise" && On is not null;

    private static IEnumerable<string> Texts(JsonNode? stored) => (stored as JsonArray ?? []).Select(item => item!.GetValue<string>());
}
