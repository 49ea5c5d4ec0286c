namespace Picket.Web.Api;

/// <summary>A tag of one event.</summary>
internal sealed record ApiEventTag(string Key, string Value);
