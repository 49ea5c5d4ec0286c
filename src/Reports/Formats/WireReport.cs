using System.Text.Json;
using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>One item as browsers of all ages may write it: every field optional, a value of the wrong type as good as none.</summary>
/// <remarks>
/// One set of fields serves all forms: the report-uri wrapper, the Reporting API's body, and the bare object of the first Safaris and
/// Chromes. Where two spellings of a field come at once, the first usable value wins.
/// </remarks>
internal struct WireReport
{
    public WireText Type;
    public WireText Url;
    public WireText UserAgent;
    public WireText Request;
    public WireText EffectiveDirective;
    public WireText ViolatedDirective;
    public WireText BlockedUri;
    public WireText DocumentUri;
    public WireText Referrer;
    public WireText OriginalPolicy;
    public WireText Sample;
    public WireText SourceFile;
    public int? LineNumber;
    public int? ColumnNumber;
    public int? StatusCode;
    public TimeSpan? Age;
    public Disposition Disposition;

    /// <summary>It stood in a <c>csp-report</c> object.</summary>
    public bool HasCspWrapper;

    /// <summary>It nests deeper than <see cref="ReportLimits.MaxDepth"/>.</summary>
    public bool IsTooDeep;

    /// <summary>Reads the object <paramref name="reader"/> stands on, to its end.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static WireReport Read(ref Utf8JsonReader reader)
    {
        var report = default(WireReport);
        report.ReadMembers(ref reader, isEnvelope: true);
        return report;
    }

    private void ReadMembers(ref Utf8JsonReader reader, bool isEnvelope)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = WireNames.Recognize(ref reader);
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                Set(name, ref reader, isEnvelope);
            }
            else if (isEnvelope && reader.TokenType == JsonTokenType.StartObject && name is WireName.CspReport or WireName.Body)
            {
                HasCspWrapper |= name == WireName.CspReport;
                ReadMembers(ref reader, isEnvelope: false);
            }
            else
            {
                IsTooDeep |= JsonDepth.SkipDeeperThan(ref reader, ReportLimits.MaxDepth);
            }
        }
    }

    private void Set(WireName name, ref Utf8JsonReader reader, bool isEnvelope)
    {
        switch (name)
        {
            // A body has members of these names that mean other things (COOP's type, NEL's type).
            case WireName.Type when isEnvelope: Set(ref Type, ref reader); break;
            case WireName.Url when isEnvelope: Set(ref Url, ref reader); break;
            case WireName.UserAgent when isEnvelope: Set(ref UserAgent, ref reader); break;
            case WireName.Age when isEnvelope: Age ??= Numbers.Age(ref reader); break;
            case WireName.Request: Set(ref Request, ref reader); break;
            case WireName.EffectiveDirective: Set(ref EffectiveDirective, ref reader); break;
            case WireName.ViolatedDirective: Set(ref ViolatedDirective, ref reader); break;
            case WireName.BlockedUri: Set(ref BlockedUri, ref reader); break;
            case WireName.DocumentUri: Set(ref DocumentUri, ref reader); break;
            case WireName.Referrer: Set(ref Referrer, ref reader); break;
            case WireName.OriginalPolicy: Set(ref OriginalPolicy, ref reader); break;
            case WireName.Sample: Set(ref Sample, ref reader); break;
            case WireName.SourceFile: Set(ref SourceFile, ref reader); break;
            case WireName.LineNumber: LineNumber ??= Numbers.Position(ref reader); break;
            case WireName.ColumnNumber: ColumnNumber ??= Numbers.Position(ref reader); break;
            case WireName.StatusCode: StatusCode ??= Numbers.Status(ref reader); break;
            case WireName.Disposition when Disposition == Disposition.Unknown: Disposition = Dispositions.Read(ref reader); break;
            case WireName.ReportOnly when Disposition == Disposition.Unknown: Disposition = Dispositions.ReadReportOnly(ref reader); break;
        }
    }

    private static void Set(ref WireText field, ref Utf8JsonReader reader)
    {
        if (field.IsEmpty && reader.TokenType == JsonTokenType.String)
        {
            field = new WireText(ref reader);
        }
    }
}
