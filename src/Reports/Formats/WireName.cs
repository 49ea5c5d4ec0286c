using System.Text;
using System.Text.Json;

namespace Picket.Reports.Formats;

/// <summary>The member names Picket reads, each in all its spellings.</summary>
internal enum WireName
{
    Unknown,
    CspReport,
    ExpectCtReport,
    ExpectStapleReport,
    Type,
    Body,
    Url,
    Age,
    UserAgent,
    Request,
    EffectiveDirective,
    ViolatedDirective,
    BlockedUri,
    DocumentUri,
    Referrer,
    OriginalPolicy,
    Sample,
    SourceFile,
    LineNumber,
    ColumnNumber,
    StatusCode,
    Disposition,
    ReportOnly,
}

/// <summary>Recognizes member names by their letters alone, so that hyphen, snake and camel case are one.</summary>
internal static class WireNames
{
    /// <summary>Longer names are unknown. The longest known one has 19 characters with its separators.</summary>
    public const int MaxLength = 40;

    /// <summary>The name of the member <paramref name="reader"/> stands on.</summary>
    public static WireName Recognize(ref Utf8JsonReader reader)
    {
        Span<char> letters = stackalloc char[MaxLength];
        return Of(Letters(reader.ValueSpan, reader.ValueIsEscaped, letters));
    }

    /// <summary>Lower-case letters of a name without its separators; empty where it is too long.</summary>
    public static ReadOnlySpan<char> Letters(ReadOnlySpan<byte> utf8, bool escaped, Span<char> destination)
    {
        if (utf8.Length > destination.Length)
        {
            return default;
        }

        var written = 0;
        if (escaped || !Ascii.IsValid(utf8))
        {
            foreach (var c in destination[..JsonText.Decode(utf8, escaped, destination)])
            {
                Add(c, destination);
            }
        }
        else
        {
            foreach (var c in utf8)
            {
                Add((char)c, destination);
            }
        }

        return destination[..written];

        void Add(char c, Span<char> letters)
        {
            if (c is not ('-' or '_'))
            {
                letters[written++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            }
        }
    }

    private static WireName Of(ReadOnlySpan<char> letters) => letters switch
    {
        "cspreport" => WireName.CspReport,
        "expectctreport" => WireName.ExpectCtReport,
        "expectstaplereport" => WireName.ExpectStapleReport,
        "type" => WireName.Type,
        "body" => WireName.Body,
        "url" => WireName.Url,
        "age" => WireName.Age,
        "useragent" => WireName.UserAgent,
        "request" => WireName.Request,
        "effectivedirective" => WireName.EffectiveDirective,
        "violateddirective" => WireName.ViolatedDirective,
        "blockeduri" or "blockedurl" => WireName.BlockedUri,
        "documenturi" or "documenturl" => WireName.DocumentUri,
        "referrer" or "referer" => WireName.Referrer,
        "originalpolicy" => WireName.OriginalPolicy,
        "scriptsample" or "sample" => WireName.Sample,
        "sourcefile" => WireName.SourceFile,
        "linenumber" => WireName.LineNumber,
        "columnnumber" => WireName.ColumnNumber,
        "statuscode" => WireName.StatusCode,
        "disposition" => WireName.Disposition,
        "reportonly" => WireName.ReportOnly,
        _ => WireName.Unknown,
    };
}
