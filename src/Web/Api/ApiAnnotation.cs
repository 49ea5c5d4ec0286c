namespace Picket.Web.Api;

/// <summary>A ticket that an issue is linked to.</summary>
internal sealed record ApiAnnotation(string Url, string DisplayName);
