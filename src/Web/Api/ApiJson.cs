using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Picket.Web.Api.Issues;

namespace Picket.Web.Api;

/// <summary>Writes the API's shapes, in Sentry's names.</summary>
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(IReadOnlyList<ApiOrganization>))]
[JsonSerializable(typeof(IReadOnlyList<ApiProject>))]
[JsonSerializable(typeof(ApiIssue))]
[JsonSerializable(typeof(IReadOnlyList<ApiIssue>))]
[JsonSerializable(typeof(ApiEvent))]
[JsonSerializable(typeof(IReadOnlyList<ApiEvent>))]
[JsonSerializable(typeof(IReadOnlyList<ApiTag>))]
[JsonSerializable(typeof(IReadOnlyList<ApiTagValue>))]
[JsonSerializable(typeof(ApiSearchError))]
[JsonSerializable(typeof(ApiMerge))]
[JsonSerializable(typeof(IReadOnlyList<ApiActivity>))]
[JsonSerializable(typeof(IReadOnlyList<ApiHash>))]
[JsonSerializable(typeof(IReadOnlyList<IReadOnlyList<long>>))]
[JsonSerializable(typeof(ApiStatsV2))]
[JsonSerializable(typeof(ApiExportIssue))]
[JsonSerializable(typeof(ApiExportHour))]
[JsonSerializable(typeof(ApiExportSample))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(IReadOnlyList<ApiFiltered>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Quotes and other scripts stay readable: answers are JSON by their content type, which browsers are told not to doubt.</summary>
    public static ApiJson Written { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
