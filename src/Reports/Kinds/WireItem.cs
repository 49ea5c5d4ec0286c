using System.Text.Json;
using Picket.Reports.Formats;
using Picket.Reports.Normalization;

namespace Picket.Reports.Kinds;

/// <summary>One item as its kind reads it: members by the letters of their names, converted, bounded and masked. What has the wrong type is as good as absent.</summary>
/// <remarks>Where several names are given they mean the same, and the first usable value wins. Members beside the body count only where there is no body.</remarks>
internal readonly ref struct WireItem
{
    private readonly WireReport _wire;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly bool _keepQueries;
    private readonly List<Found> _found;

    /// <summary>An item of <paramref name="body"/>.</summary>
    public WireItem(scoped in WireReport wire, ReadOnlyMemory<byte> body, string type, string? documentHost, string? sourceFile, bool keepQueries, List<Found> found)
    {
        (_body, Type, DocumentHost, SourceFile, _keepQueries, _found) = (body, type, documentHost, sourceFile, keepQueries, found);
        _wire = wire;
    }

    /// <summary>The Reporting API's type as sent, or what stands for it.</summary>
    public string Type { get; }

    /// <summary>Lower-case host of the page, or of the request that failed.</summary>
    public string? DocumentHost { get; }

    /// <summary>Script or style sheet, masked.</summary>
    public string? SourceFile { get; }

    /// <summary>Line in it.</summary>
    public int? LineNumber => _wire.LineNumber;

    /// <summary>Column in it.</summary>
    public int? ColumnNumber => _wire.ColumnNumber;

    /// <summary>An HTTP status.</summary>
    public int? StatusCode => _wire.StatusCode;

    /// <summary>What was blocked; <see cref="BlockedUriKind.Missing"/> where the item does not say.</summary>
    public BlockedUri BlockedUri
    {
        get
        {
            if (_wire.BlockedUri.IsEmpty)
            {
                return BlockedUris.Missing;
            }

            var scratch = new char[Math.Min(_wire.BlockedUri.Length, ReportLimits.MaxStringLength)];
            return BlockedUris.Normalize(_wire.BlockedUri.Decode(_body.Span, scratch), DocumentHost, _keepQueries);
        }
    }

    /// <summary>The page's referrer, masked.</summary>
    public string? Referrer => _wire.Referrer.ToMasked(_body.Span, Mask.Uri, ReportLimits.MaxStringLength, _keepQueries);

    /// <summary>Gives one report to whoever reads the item. Most items are one.</summary>
    public void Add(ReportDetails details, Fingerprint fingerprint) => _found.Add(new(details, fingerprint));

    /// <summary>A text; null where absent or empty.</summary>
    public string? Text(params ReadOnlySpan<string> names) => Masked(names, Mask.Text, ReportLimits.MaxStringLength);

    /// <summary>A short word: a name, an identifier, a state.</summary>
    public string? Word(params ReadOnlySpan<string> names) => Line(Masked(names, Mask.Text, ReportLimits.MaxNameLength));

    /// <summary>A URI.</summary>
    public string? Uri(params ReadOnlySpan<string> names) => Masked(names, Mask.Uri, ReportLimits.MaxStringLength);

    /// <summary>A number, also one in a string.</summary>
    public double? Number(params ReadOnlySpan<string> names)
    {
        foreach (ref readonly var member in _wire.Members)
        {
            if (Is(member, names) && member.Type is JsonTokenType.Number or JsonTokenType.String && Numbers.Read(member.Json(_body).Span.Trim((byte)'"')) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>A whole number from 0 to <paramref name="max"/>.</summary>
    public int? Whole(int max, params ReadOnlySpan<string> names) => Number(names) is { } number && number >= 0 && number <= max ? (int)number : null;

    /// <summary>True or false, also in a string.</summary>
    public bool? Flag(params ReadOnlySpan<string> names)
    {
        foreach (ref readonly var member in _wire.Members)
        {
            var text = Is(member, names) ? member.Json(_body).Span.Trim((byte)'"') : default;
            if (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8))
            {
                return text[0] == 't';
            }
        }

        return null;
    }

    /// <summary>The JSON of an object or array, as sent; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Json(params ReadOnlySpan<string> names)
    {
        foreach (ref readonly var member in _wire.Members)
        {
            if (Is(member, names) && member.Type is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                return member.Json(_body);
            }
        }

        return default;
    }

    /// <summary>The word that <paramref name="reader"/> of <paramref name="json"/>, a part of the item, stands on; null where it is none.</summary>
    public string? Word(ReadOnlySpan<byte> json, scoped ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Line(new WireText(ref reader).ToMasked(json, Mask.Text, ReportLimits.MaxNameLength, _keepQueries)) : null;

    private static string? Line(string? word) => word is null ? null : OneLine.Of(word, ReportLimits.MaxNameLength);

    private string? Masked(ReadOnlySpan<string> names, Mask mask, int maxLength)
    {
        foreach (ref readonly var member in _wire.Members)
        {
            if (member.Type == JsonTokenType.String && Is(member, names) && member.Text.ToMasked(_body.Span, mask, maxLength, _keepQueries) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private bool Is(in WireMember member, ReadOnlySpan<string> names)
    {
        if (member.OfEnvelope && _wire.HasBody)
        {
            return false;
        }

        foreach (var name in names)
        {
            if (member.Is(_body.Span, name))
            {
                return true;
            }
        }

        return false;
    }
}
