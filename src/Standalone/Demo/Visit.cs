namespace Picket.Standalone.Demo;

/// <summary>What one simulated browser sends.</summary>
/// <param name="UserAgent">Its user agent.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">JSON.</param>
internal sealed record Visit(string UserAgent, string ContentType, string Body);
