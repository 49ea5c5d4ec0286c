using System.Text.Json;
using System.Text.Json.Serialization;
using Picket.Ingestion.Admission;

namespace Picket.Storage.Projects;

/// <summary>
/// What <see cref="SettingCatalog"/> has let into a project's or an organization's <c>settings</c> column, as hosts read it. What is absent has its default, so that old rows stay valid.
/// </summary>
internal sealed record StoredSettings
{
    /// <summary>Reports in each window over all keys.</summary>
    public StoredLimit? RateLimit { get; init; }

    /// <summary>Patterns reports may come from.</summary>
    public IReadOnlyList<string>? AllowedDomains { get; init; }

    /// <summary>New issues an hour; negative for no budget.</summary>
    public int? NewIssuesPerHour { get; init; }

    /// <summary><c>picket</c> or <c>sentry</c>.</summary>
    public string? Grouping { get; init; }

    /// <summary>What it does not want to count, see <see cref="StoredFilters"/>.</summary>
    public JsonElement? Filters { get; init; }

    /// <summary>True to keep the values of queries.</summary>
    public bool? KeepQueries { get; init; }

    /// <summary>The part of reports that is counted.</summary>
    public double? SampleRate { get; init; }

    /// <summary>False to take whatever an hour brings.</summary>
    public bool? SpikeProtection { get; init; }

    /// <summary><paramref name="settings"/> with what is stored.</summary>
    public ProjectSettings ApplyTo(ProjectSettings settings) => settings with
    {
        Limit = RateLimit?.ToRateLimit(),
        AllowedDomains = AllowedDomains ?? settings.AllowedDomains,
        Grouping = Grouping == "sentry" ? Reports.Grouping.Sentry : settings.Grouping,
        Filters = Filters is { } filters ? new(StoredFilters.Read(filters)) : settings.Filters,
        SampleRate = SampleRate ?? settings.SampleRate,
        SpikeProtection = SpikeProtection ?? settings.SpikeProtection,
        KeepQueries = KeepQueries ?? settings.KeepQueries,
        NewIssuesPerHour = NewIssuesPerHour switch { null => settings.NewIssuesPerHour, < 0 => null, { } budget => budget },
    };
}

/// <summary>Reads and writes it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredSettings))]
internal sealed partial class StoredJson : JsonSerializerContext;
