using System.Buffers;
using System.Text.Json;
using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>Reads a request's body into reports. Recognizes them by their JSON, whatever the path or content type. Never throws on bad input.</summary>
public static class ReportReader
{
    // Depth is watched item by item, so that a deep item does not cost its batch; a body cannot nest deeper than it is long.
    private static readonly JsonReaderOptions _options = new() { MaxDepth = ReportLimits.MaxBodyBytes };

    /// <summary>Reads <paramref name="body"/>: one report, or an array of them.</summary>
    /// <param name="body">At most <see cref="ReportLimits.MaxBodyBytes"/> of UTF-8; the reports keep slices of it, so it must not change.</param>
    /// <param name="options">What the request and its project say.</param>
    /// <returns>
    /// One item each, and one that counts all behind the first <see cref="ReportLimits.MaxItems"/>; a single invalid item where the body as a
    /// whole is wrong. Never empty.
    /// </returns>
    public static ReadItem[] Read(ReadOnlyMemory<byte> body, ReadOptions options = default)
    {
        if (body.Length > ReportLimits.MaxBodyBytes)
        {
            return Invalid(InvalidReason.TooLarge);
        }

        body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return Invalid(InvalidReason.Empty);
        }

        var scratch = ArrayPool<char>.Shared.Rent(Conversion.ScratchLength);
        var members = ArrayPool<WireMember>.Shared.Rent(WireReport.MaxMembers);
        try
        {
            return ReadJson(body, new Conversion(body, options, scratch, members));
        }
        catch (JsonException)
        {
            return Invalid(InvalidReason.NotJson);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(scratch);
            ArrayPool<WireMember>.Shared.Return(members);
        }
    }

    private static ReadItem[] ReadJson(ReadOnlyMemory<byte> body, Conversion conversion)
    {
        var reader = new Utf8JsonReader(body.Span, _options);
        reader.Read();
        var items = reader.TokenType == JsonTokenType.StartArray
            ? ReadArray(ref reader, body, conversion)
            : ReadOne(ref reader, body, conversion);

        // Throws where anything but white space follows.
        reader.Read();
        return items;
    }

    private static ReadItem[] ReadOne(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, Conversion conversion)
    {
        var item = ReadItem(ref reader, body, conversion, previous: null, out var more);
        return [item, .. more];
    }

    private static ReadItem[] ReadArray(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, Conversion conversion)
    {
        var items = new List<ReadItem>();
        var surplus = 0;
        Report? previous = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count >= ReportLimits.MaxItems)
            {
                reader.Skip();
                surplus++;
                continue;
            }

            var item = ReadItem(ref reader, body, conversion, previous, out var more);
            previous = item.Report ?? previous;
            items.Add(item);
            items.AddRange(more);
        }

        if (surplus > 0)
        {
            items.Add(new(null, InvalidReason.TooManyItems, surplus));
        }

        return items.Count == 0 ? Invalid(InvalidReason.NotAReport) : [.. items];
    }

    private static ReadItem ReadItem(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, Conversion conversion, Report? previous, out IReadOnlyList<ReadItem> more)
    {
        more = [];
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new(null, JsonDepth.SkipDeeperThan(ref reader, ReportLimits.MaxDepth) ? InvalidReason.TooDeep : InvalidReason.NotAReport);
        }

        var wire = WireReport.Read(ref reader, conversion.Members);
        return conversion.Convert(wire, body[start..(int)reader.BytesConsumed], previous, out more);
    }

    private static ReadItem[] Invalid(InvalidReason reason) => [new(null, reason)];
}
