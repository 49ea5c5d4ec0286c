using System.Text.Json;
using System.Text.Json.Serialization;

namespace Picket.Web.Dashboard;

/// <summary>What a sample's normalized form says. Whatever is missing there is null.</summary>
internal sealed partial record SampleFacts
{
    public string? Type { get; init; }

    public string? Disposition { get; init; }

    public string? DocumentUri { get; init; }

    public string? Referrer { get; init; }

    public string? EffectiveDirective { get; init; }

    public string? ViolatedDirective { get; init; }

    public string? OriginalPolicy { get; init; }

    public string? BlockedUri { get; init; }

    public int? StatusCode { get; init; }

    public string? ScriptSample { get; init; }

    public string? SourceFile { get; init; }

    public int? LineNumber { get; init; }

    public int? ColumnNumber { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>Reads what <c>SampleWriter</c> has written.</summary>
    public static SampleFacts Of(string normalized) => JsonSerializer.Deserialize(normalized, Json.Default.SampleFacts) ?? new();

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(SampleFacts))]
    private sealed partial class Json : JsonSerializerContext;
}
