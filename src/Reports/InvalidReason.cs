namespace Picket.Reports;

/// <summary>Why a body or one item of it is no report. <see cref="None"/> says that it is one.</summary>
public enum InvalidReason : byte
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The body is empty.</summary>
    Empty,

    /// <summary>The body is not JSON.</summary>
    NotJson,

    /// <summary>JSON nests deeper than 16.</summary>
    TooDeep,

    /// <summary>One item is larger than 64 KiB.</summary>
    TooLarge,

    /// <summary>The item stands behind the first 1,000 of its batch.</summary>
    TooManyItems,

    /// <summary>JSON, but nothing in it identifies a report.</summary>
    NotAReport,

    /// <summary>A CSP report without effective and violated directive.</summary>
    NoDirective,
}
