namespace Picket.Reports;

/// <summary>Bounds on what one request may bring. They hold before parsing; what is over a bound is cut or counted, never silently gone.</summary>
public static class ReportLimits
{
    /// <summary>A request's body, in bytes, also after inflation.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>One item of a batch, in bytes.</summary>
    public const int MaxItemBytes = 64 * 1024;

    /// <summary>Items of one batch.</summary>
    public const int MaxItems = 1000;

    /// <summary>Nesting of JSON.</summary>
    public const int MaxDepth = 16;

    /// <summary>A string, in UTF-16 code units; longer ones are cut.</summary>
    public const int MaxStringLength = 8 * 1024;

    /// <summary>A policy, in UTF-16 code units; longer ones are cut.</summary>
    public const int MaxPolicyLength = 32 * 1024;

    /// <summary>A user agent, in UTF-16 code units; longer ones are cut.</summary>
    public const int MaxUserAgentLength = 512;

    /// <summary>A report's type or a directive's name, in UTF-16 code units; longer ones are cut.</summary>
    public const int MaxNameLength = 128;

    /// <summary>A title or culprit, in UTF-16 code units; longer ones are cut.</summary>
    public const int MaxTitleLength = 500;

    /// <summary>A sample's raw JSON, in bytes of UTF-8; members and items that would begin behind that are left out.</summary>
    public const int MaxRawLength = MaxItemBytes;
}
