namespace Picket.Web.Api.Tenants;

/// <summary>Who calls.</summary>
internal sealed record ApiMe(string Id, string Name, bool IsOperator, IReadOnlyList<string>? Scopes);
