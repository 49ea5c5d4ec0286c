using System.Text.Json;
using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>One item as browsers of all ages may write it: every field optional, a value of the wrong type as good as none.</summary>
/// <remarks>
/// One set of fields serves all forms: the report-uri wrapper, the Reporting API's body, and the bare object of the first Safaris and
/// Chromes. Where two spellings of a field come at once, the first usable value wins. What CSP reports do not have is noted for the kind that knows it.
/// </remarks>
internal ref struct WireReport
{
    /// <summary>Members that are noted of one item; no report has half as many.</summary>
    public const int MaxMembers = 64;

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

    /// <summary>The object that its fields stood in, where that says what it is: <c>csp-report</c>, <c>expect-ct-report</c>, <c>expect-staple-report</c>.</summary>
    public WireName Wrapper;

    /// <summary>It has a <c>body</c> or wrapper that is an object.</summary>
    public bool HasBody;

    /// <summary>The first string where a body or wrapper should be an object: perhaps JSON that was encoded twice.</summary>
    public WireText EncodedBody;

    /// <summary>It nests deeper than <see cref="ReportLimits.MaxDepth"/>.</summary>
    public bool IsTooDeep;

    private readonly Span<WireMember> _members;
    private int _count;

    private WireReport(Span<WireMember> members) => _members = members;

    /// <summary>The members that were noted.</summary>
    public readonly ReadOnlySpan<WireMember> Members => _members[.._count];

    /// <summary>Reads the object <paramref name="reader"/> stands on, to its end.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="members">Room for members: <see cref="MaxMembers"/>.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static WireReport Read(scoped ref Utf8JsonReader reader, Span<WireMember> members)
    {
        var report = new WireReport(members);
        report.ReadMembers(ref reader, isEnvelope: true);
        return report;
    }

    private static bool IsWrapper(WireName name) => name is WireName.CspReport or WireName.ExpectCtReport or WireName.ExpectStapleReport;

    private void ReadMembers(ref Utf8JsonReader reader, bool isEnvelope)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = WireNames.Recognize(ref reader);
            var text = new WireText(ref reader);
            reader.Read();
            var mayHoldBody = isEnvelope && (name == WireName.Body || IsWrapper(name));
            if (mayHoldBody && reader.TokenType == JsonTokenType.StartObject)
            {
                HasBody = true;
                Wrapper = name == WireName.Body ? Wrapper : name;
                ReadMembers(ref reader, isEnvelope: false);
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                Skip(text, ref reader, isEnvelope);
            }
            else if (mayHoldBody)
            {
                Set(ref EncodedBody, ref reader);
            }
            else if (!Set(name, ref reader, isEnvelope) && _count < _members.Length)
            {
                _members[_count++] = new(text, ref reader, isEnvelope);
            }
        }
    }

    private void Skip(WireText name, ref Utf8JsonReader reader, bool isEnvelope)
    {
        var (start, type) = ((int)reader.TokenStartIndex, reader.TokenType);
        IsTooDeep |= JsonDepth.SkipDeeperThan(ref reader, ReportLimits.MaxDepth);
        if (_count < _members.Length)
        {
            _members[_count++] = new(name, ref reader, start, type, isEnvelope);
        }
    }

    /// <summary>False where it is none of CSP's fields.</summary>
    private bool Set(WireName name, ref Utf8JsonReader reader, bool isEnvelope)
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
            case WireName.Disposition: Disposition = Disposition == Disposition.Unknown ? Dispositions.Read(ref reader) : Disposition; break;
            case WireName.ReportOnly: Disposition = Disposition == Disposition.Unknown ? Dispositions.ReadReportOnly(ref reader) : Disposition; break;
            default: return false;
        }

        return true;
    }

    private static void Set(ref WireText field, ref Utf8JsonReader reader)
    {
        if (field.IsEmpty && reader.TokenType == JsonTokenType.String)
        {
            field = new WireText(ref reader);
        }
    }
}
