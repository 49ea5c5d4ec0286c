using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;

namespace Picket.Reports.Normalization;

/// <summary>The one step from the lenient wire form to a strict report, or to the reason why it is none.</summary>
internal readonly ref struct Conversion
{
    /// <summary>The type given to the report-uri form.</summary>
    public const string CspReportType = "csp-report";

    private const string CspViolationType = "csp-violation";

    private readonly ReadOnlyMemory<byte> _body;
    private readonly Disposition _fallback;
    private readonly Span<char> _first;
    private readonly Span<char> _second;

    /// <summary>Converts items of <paramref name="body"/>.</summary>
    /// <param name="body">What the wire texts point into.</param>
    /// <param name="fallback">The disposition of CSP reports that do not say theirs.</param>
    /// <param name="scratch">Room for two strings: <see cref="ScratchLength"/>.</param>
    public Conversion(ReadOnlyMemory<byte> body, Disposition fallback, Span<char> scratch)
    {
        _body = body;
        _fallback = fallback;
        _first = scratch[..ReportLimits.MaxStringLength];
        _second = scratch.Slice(ReportLimits.MaxStringLength, ReportLimits.MaxStringLength);
    }

    /// <summary>UTF-16 code units that a conversion works in.</summary>
    public static int ScratchLength => 2 * ReportLimits.MaxStringLength;

    /// <summary>Converts one item.</summary>
    /// <param name="wire">The item.</param>
    /// <param name="raw">Its JSON.</param>
    /// <param name="previous">The report before it in the batch; mostly from the same page and browser, so its strings are used again.</param>
    public ReadItem Convert(in WireReport wire, ReadOnlyMemory<byte> raw, Report? previous)
    {
        if (raw.Length > ReportLimits.MaxItemBytes)
        {
            return Invalid(InvalidReason.TooLarge);
        }

        if (wire.IsTooDeep)
        {
            return Invalid(InvalidReason.TooDeep);
        }

        var type = wire.HasCspWrapper ? CspReportType : Type(wire.Type);
        if (type is null && (wire.EffectiveDirective.Exists || wire.ViolatedDirective.Exists))
        {
            type = CspReportType;
        }

        return type switch
        {
            null => Invalid(InvalidReason.NotAReport),
            CspReportType or CspViolationType => Csp(type, wire, raw, previous),
            _ => Other(type, wire, raw, previous),
        };
    }

    private static ReadItem Invalid(InvalidReason reason) => new(null, reason);

    private ReadItem Csp(string type, in WireReport wire, ReadOnlyMemory<byte> raw, Report? previous)
    {
        var violated = Decode(wire.ViolatedDirective, _second);
        var directive = Directives.Name(Decode(wire.EffectiveDirective, _first)) ?? Directives.Name(violated);
        if (directive is null)
        {
            return Invalid(InvalidReason.NoDirective);
        }

        var (document, host) = Document(wire.DocumentUri.IsEmpty ? wire.Url : wire.DocumentUri, wire.Request, previous);
        var blocked = Decode(wire.BlockedUri, _first);
        var fingerprint = CspV1.Compute(directive, blocked, violated);
        var blockedUri = wire.BlockedUri.Exists ? BlockedUris.Normalize(blocked, host) : BlockedUris.Missing;
        return new(
            new Report
            {
                Kind = ReportKind.Csp,
                Fingerprint = fingerprint,
                Type = type,
                Age = wire.Age ?? default,
                Disposition = wire.Disposition == Disposition.Unknown ? _fallback : wire.Disposition,
                DocumentUri = document,
                DocumentHost = host,
                SourceFile = Uri(wire.SourceFile, document, previous?.SourceFile),
                UserAgent = UserAgent(wire.UserAgent, previous?.UserAgent),
                Csp = new CspViolation(directive, blockedUri, wire, _body),
                Raw = raw,
            },
            InvalidReason.None);
    }

    private ReadItem Other(string type, in WireReport wire, ReadOnlyMemory<byte> raw, Report? previous)
    {
        var (document, host) = Document(wire.Url.IsEmpty ? wire.DocumentUri : wire.Url, default, previous);
        return new(
            new Report
            {
                Kind = ReportKind.Other,
                Fingerprint = OtherV1.Compute(type, host),
                Type = type,
                Age = wire.Age ?? default,
                Disposition = wire.Disposition,
                DocumentUri = document,
                DocumentHost = host,
                SourceFile = Uri(wire.SourceFile, document, previous?.SourceFile),
                UserAgent = UserAgent(wire.UserAgent, previous?.UserAgent),
                Raw = raw,
            },
            InvalidReason.None);
    }

    private Span<char> Decode(WireText text, Span<char> scratch) => text.Exists ? text.Decode(_body.Span, scratch) : default;

    private string? Type(WireText text) => Decode(text, _first[..ReportLimits.MaxNameLength]) switch
    {
        "" => null,
        CspViolationType => CspViolationType,
        var other => other.ToString(),
    };

    /// <summary>The document's URI and host. Firefox 5 to 13 wrote a request line instead: <c>GET https://example.com/ HTTP/1.1</c>.</summary>
    private (string? Uri, string? Host) Document(WireText uri, WireText request, Report? previous)
    {
        var text = Decode(uri, _first);
        if (text.IsEmpty)
        {
            text = Decode(request, _first);
            text = text[(text.IndexOf(' ') + 1)..];
            var end = text.LastIndexOf(" HTTP/");
            text = end < 0 ? text : text[..end];
        }

        var host = UriParts.Parse(text).Host;
        var sameHost = !host.IsEmpty && host.SequenceEqual(previous?.DocumentHost);
        var lower = host.IsEmpty ? null : sameHost ? previous!.DocumentHost : host.ToString().ToLowerInvariant();
        return (Masked(text, Mask.Uri, previous?.DocumentUri, null), lower);
    }

    private string? Uri(WireText text, string? same, string? previous) => Masked(Decode(text, _first), Mask.Uri, same, previous);

    private string? UserAgent(WireText text, string? previous) =>
        Masked(Decode(text, _first[..ReportLimits.MaxUserAgentLength]), Mask.Text, previous, null);

    private static string? Masked(Span<char> text, Mask mask, string? same, string? orSame)
    {
        text = text[..Masking.InPlace(text, mask)];
        return text.IsEmpty ? null : text.SequenceEqual(same) ? same : text.SequenceEqual(orSame) ? orSame : text.ToString();
    }
}
