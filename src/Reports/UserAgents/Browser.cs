namespace Picket.Reports.UserAgents;

/// <summary>Names the browser behind a user agent.</summary>
public static class Browser
{
    /// <summary>Family and major version such as <c>Chrome 156</c>; <c>unknown</c> where there is nothing to recognize.</summary>
    public static string Recognize(string? userAgent) => throw new NotImplementedException();
}
