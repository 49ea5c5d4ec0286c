namespace Picket.Standalone.Demo;

/// <summary>What one simulated browser sends.</summary>
/// <param name="UserAgent">Its user agent.</param>
/// <param name="Release">The release of the site that it visits.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">JSON.</param>
internal sealed record Visit(string UserAgent, string Release, string ContentType, string Body);
