using System.Text;
using System.Text.Json;

namespace Picket.Reports.Normalization;

/// <summary>The words browsers and specifications have for a disposition.</summary>
internal static class Dispositions
{
    /// <summary><c>enforce</c>, <c>report</c> (CSP), <c>reporting</c> (COOP, COEP) or <c>report-only</c>.</summary>
    public static Disposition Read(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
        return Ascii.EqualsIgnoreCase(text, "enforce"u8) ? Disposition.Enforce
            : Ascii.EqualsIgnoreCase(text, "report"u8) || Ascii.EqualsIgnoreCase(text, "reporting"u8) || Ascii.EqualsIgnoreCase(text, "report-only"u8) ? Disposition.Report
            : Disposition.Unknown;
    }

    /// <summary>Integrity-Policy's <c>reportOnly</c>.</summary>
    public static Disposition ReadReportOnly(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => Disposition.Report,
        JsonTokenType.False => Disposition.Enforce,
        _ => Disposition.Unknown,
    };
}
