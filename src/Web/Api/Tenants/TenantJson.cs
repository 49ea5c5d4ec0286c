using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Picket.Web.Api.Tenants;

namespace Picket.Web.Api;

/// <summary>Writes what the management part of the API answers.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ApiMe))]
[JsonSerializable(typeof(ApiOrganizationDetail))]
[JsonSerializable(typeof(ApiProjectDetail))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(IReadOnlyList<ApiKey>))]
[JsonSerializable(typeof(ApiMember))]
[JsonSerializable(typeof(IReadOnlyList<ApiMember>))]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(IReadOnlyList<ApiToken>))]
[JsonSerializable(typeof(IReadOnlyList<ApiSession>))]
[JsonSerializable(typeof(ApiAuditEntry))]
[JsonSerializable(typeof(ApiAuditPage))]
[JsonSerializable(typeof(IReadOnlyList<ApiSetting>))]
[JsonSerializable(typeof(IReadOnlyList<ApiTenant>))]
[JsonSerializable(typeof(ApiTenant))]
[JsonSerializable(typeof(ApiPlan))]
[JsonSerializable(typeof(IReadOnlyList<ApiPlan>))]
[JsonSerializable(typeof(IReadOnlyList<ApiUsage>))]
[JsonSerializable(typeof(IReadOnlyList<ApiFilter>))]
internal sealed partial class TenantJson : JsonSerializerContext
{
    /// <summary>Quotes and other scripts stay readable, as in <see cref="ApiJson"/>.</summary>
    public static TenantJson Written { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
