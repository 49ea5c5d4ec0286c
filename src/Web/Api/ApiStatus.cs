namespace Picket.Web.Api;

/// <summary>How an organization stands.</summary>
internal sealed record ApiStatus(string Id, string Name);
