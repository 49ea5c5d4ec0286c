using Picket.Reports;

namespace Picket.Web.Api.Issues;

/// <summary>One of the issues that are shown as one.</summary>
/// <param name="Id">Its fingerprint.</param>
/// <param name="Title">What it is called by itself.</param>
/// <param name="Count">Its reports.</param>
internal sealed record ApiHash(string Id, string Title, string Count)
{
    /// <summary>Reads an <see cref="Id"/>: 32 hexadecimal digits.</summary>
    public static Fingerprint? Parse(string? text) =>
        text is { Length: 32 } && UInt128.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value) ? new(value) : null;
}
