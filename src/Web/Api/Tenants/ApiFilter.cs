using System.Text.Json.Nodes;

namespace Picket.Web.Api.Tenants;

/// <summary>A filter, in Sentry's form.</summary>
/// <param name="Id">Its name; the reason of what it turns away, but for <c>noise</c>.</param>
/// <param name="Active">True or false; what is chosen, where there is something to choose.</param>
internal sealed record ApiFilter(string Id, JsonNode Active);
