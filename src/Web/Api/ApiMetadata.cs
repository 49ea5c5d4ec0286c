using System.Text.Json.Serialization;

namespace Picket.Web.Api;

/// <summary>What an issue is about.</summary>
internal sealed record ApiMetadata(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Directive,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uri,
    string Message);
