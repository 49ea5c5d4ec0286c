using System.Text.Json;

namespace Picket.Web.Api;

/// <summary>A part of an event: the report in its normalized form.</summary>
internal sealed record ApiEntry(string Type, JsonElement Data);
