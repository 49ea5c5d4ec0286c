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

    /// <summary><paramref name="settings"/> with what is stored.</summary>
    public ProjectSettings ApplyTo(ProjectSettings settings) => settings with
    {
        Limit = RateLimit?.ToRateLimit(),
        AllowedDomains = AllowedDomains ?? settings.AllowedDomains,
        NewIssuesPerHour = NewIssuesPerHour switch { null => settings.NewIssuesPerHour, < 0 => null, { } budget => budget },
    };
}

/// <summary>Reads and writes it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredSettings))]
internal sealed partial class StoredJson : JsonSerializerContext;
