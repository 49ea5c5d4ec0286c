using Picket.Reports.Fingerprints;
using Picket.Reports.Formats;
using Picket.Reports.Kinds;

namespace Picket.Reports.Normalization;

/// <summary>The one step from the lenient wire form to a strict report, or to the reason why it is none.</summary>
internal readonly ref struct Conversion
{
    /// <summary>The type given to the report-uri form.</summary>
    public const string CspReportType = "csp-report";

    private const string CspViolationType = "csp-violation";

    /// <summary>User agents as sent, and masked: word for word is a third of what a short report costs. A MiB at most.</summary>
    private static readonly Latest<char, string> _userAgents = new(places: 512, longest: ReportLimits.MaxUserAgentLength);

    private readonly ReadOnlyMemory<byte> _body;
    private readonly ReadOptions _options;
    private readonly Span<char> _first;
    private readonly Span<char> _second;

    /// <summary>Converts items of <paramref name="body"/>.</summary>
    /// <param name="body">What the wire texts point into.</param>
    /// <param name="options">What the request and its project say.</param>
    /// <param name="scratch">Room for two strings: <see cref="ScratchLength"/>.</param>
    /// <param name="members">Room for the members of one item: <see cref="WireReport.MaxMembers"/>.</param>
    public Conversion(ReadOnlyMemory<byte> body, ReadOptions options, Span<char> scratch, Span<WireMember> members)
    {
        Members = members;
        _body = body;
        _options = options;
        _first = scratch[..ReportLimits.MaxStringLength];
        _second = scratch.Slice(ReportLimits.MaxStringLength, ReportLimits.MaxStringLength);
    }

    private Conversion(ReadOnlyMemory<byte> body, ReadOptions options, Span<char> first, Span<char> second, Span<WireMember> members)
    {
        (_body, _options) = (body, options);
        _first = first;
        _second = second;
        Members = members;
    }

    /// <summary>The same for items of another body.</summary>
    public Conversion On(ReadOnlyMemory<byte> body) => new(body, _options, _first, _second, Members);

    /// <summary>Room for the members of one item.</summary>
    public Span<WireMember> Members { get; }

    /// <summary>UTF-16 code units that a conversion works in.</summary>
    public static int ScratchLength => 2 * ReportLimits.MaxStringLength;

    /// <summary>Converts one item.</summary>
    /// <param name="wire">The item.</param>
    /// <param name="raw">Its JSON.</param>
    /// <param name="previous">The report before it in the batch; mostly from the same page and browser, so its strings are used again.</param>
    /// <param name="more">Further reports of the same item.</param>
    public ReadItem Convert(in WireReport wire, ReadOnlyMemory<byte> raw, Report? previous, out IReadOnlyList<ReadItem> more)
    {
        more = [];
        if (raw.Length > ReportLimits.MaxItemBytes)
        {
            return Invalid(InvalidReason.TooLarge);
        }

        if (wire.IsTooDeep)
        {
            return Invalid(InvalidReason.TooDeep);
        }

        if (wire.Wrapper == WireName.CspReport)
        {
            return Csp(CspReportType, wire, raw, previous);
        }

        if (Type(wire.Type) is { } type)
        {
            return type is CspViolationType or CspReportType ? Csp(type, wire, raw, previous) : Any(KindTable.OfType(type), type, wire, raw, previous, out more);
        }

        if (wire.EffectiveDirective.Exists || wire.ViolatedDirective.Exists)
        {
            return Csp(CspReportType, wire, raw, previous);
        }

        return KindTable.OfMembers(wire, _body.Span, out type) is { } reader ? Any(reader, type, wire, raw, previous, out more) : Invalid(InvalidReason.NotAReport);
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
        var blockedUri = wire.BlockedUri.Exists ? BlockedUris.Normalize(blocked, host, _options.KeepQueries) : BlockedUris.Missing;
        var sourceFile = Uri(wire.SourceFile, document, previous?.SourceFile);
        var csp = new CspViolation(directive, blockedUri, wire, _body, _options.KeepQueries);
        if (_options.Grouping == Grouping.Picket && CspCode.IsBlocked(blockedUri.Kind, directive) && CspCode.Of(csp.Sample, sourceFile, document) is { } code)
        {
            fingerprint = CspPicketV1.Compute(directive, blockedUri, code);
        }

        return new(
            new Report
            {
                Kind = ReportKind.Csp,
                Fingerprint = fingerprint,
                Type = type,
                Age = wire.Age ?? default,
                Disposition = wire.Disposition == Disposition.Unknown ? _options.Fallback : wire.Disposition,
                DocumentUri = document,
                DocumentHost = host,
                SourceFile = sourceFile,
                UserAgent = UserAgent(wire.UserAgent, previous?.UserAgent),
                Details = csp,
                Grouping = _options.Grouping,
                KeepQueries = _options.KeepQueries,
                Raw = raw,
            },
            InvalidReason.None);
    }

    private ReadItem Any(KindTable.Reader reader, string type, in WireReport wire, ReadOnlyMemory<byte> raw, Report? previous, out IReadOnlyList<ReadItem> more)
    {
        var (document, host) = Document(wire.Url.IsEmpty ? wire.DocumentUri : wire.Url, default, previous);
        var sourceFile = Uri(wire.SourceFile, document, previous?.SourceFile);
        var userAgent = UserAgent(wire.UserAgent, previous?.UserAgent);
        var found = new List<Found>(1);
        reader(new WireItem(wire, _body, type, host, sourceFile, _options.KeepQueries, found));
        var items = new ReadItem[found.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var (details, fingerprint) = found[i];
            items[i] = new(
                new Report
                {
                    Kind = details.Kind,
                    Fingerprint = fingerprint,
                    Type = type,
                    Age = wire.Age ?? default,
                    Disposition = wire.Disposition == Disposition.Unknown ? details.Disposition : wire.Disposition,
                    DocumentUri = details.Hostname ?? document,
                    DocumentHost = details.Hostname?.ToLowerInvariant() ?? host,
                    SourceFile = sourceFile,
                    UserAgent = userAgent,
                    Details = details,
                    Grouping = _options.Grouping,
                    KeepQueries = _options.KeepQueries,
                    Part = i,
                    Raw = raw,
                },
                InvalidReason.None);
        }

        more = items.Length > 1 ? items[1..] : [];
        return items[0];
    }

    private Span<char> Decode(WireText text, Span<char> scratch) => text.Exists ? text.Decode(_body.Span, scratch) : default;

    private string? Type(WireText text) => Decode(text, _first[..ReportLimits.MaxNameLength]) switch
    {
        "" => null,
        CspViolationType => CspViolationType,
        CspReportType => CspReportType,
        var other => other[..Masking.InPlace(other, Mask.Text)].ToString(),
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

    private string? UserAgent(WireText text, string? previous)
    {
        var sent = Decode(text, _first[..ReportLimits.MaxUserAgentLength]);
        if (sent.IsEmpty || _options.KeepQueries)
        {
            return Masked(sent, Mask.Text, previous, null);
        }

        if (!_userAgents.TryGet(sent, out var userAgent))
        {
            sent.CopyTo(_second);
            userAgent = Masked(_second[..sent.Length], Mask.Text, previous, null) ?? "";
            _userAgents.Keep(sent, userAgent);
        }

        return userAgent.Length == 0 ? null : userAgent;
    }

    private string? Masked(Span<char> text, Mask mask, string? same, string? orSame)
    {
        text = text[..Masking.InPlace(text, mask, _options.KeepQueries)];
        return text.IsEmpty ? null : text.SequenceEqual(same) ? same : text.SequenceEqual(orSame) ? orSame : text.ToString();
    }
}
