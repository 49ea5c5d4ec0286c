using System.Text;
using System.Text.Json;

namespace Picket.Reports.Formats;

/// <summary>Undoes one JSON encoding too many: an object in a string, in the place of an item or of its body. The drafts of Expect-CT show it so, and proxies do it.</summary>
internal static class EncodedTwice
{
    /// <summary>The object that <paramref name="text"/> holds; null where it holds none.</summary>
    public static byte[]? Decode(ReadOnlyMemory<byte> body, WireText text)
    {
        if (text.Length is 0 or > ReportLimits.MaxItemBytes)
        {
            return null;
        }

        var characters = new char[text.Length];
        var json = text.Decode(body.Span, characters).Trim();
        return json.StartsWith("{") && json.EndsWith("}") && Encoding.UTF8.GetBytes(json.ToArray()) is var bytes && IsJson(bytes) ? bytes : null;
    }

    /// <summary><paramref name="item"/> with the object in the place of <paramref name="text"/>; null where that holds none.</summary>
    /// <param name="body">What <paramref name="text"/> stands in.</param>
    /// <param name="item">The item, a part of it.</param>
    /// <param name="start">Where the item begins.</param>
    /// <param name="text">The string in the body's place.</param>
    public static byte[]? Splice(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> item, int start, WireText text)
    {
        if (item.Length > ReportLimits.MaxItemBytes || Decode(body, text) is not { } inner)
        {
            return null;
        }

        // The quotes go too.
        var before = item.Span[..(text.Start - start - 1)];
        var after = item.Span[(text.Start - start + text.Length + 1)..];
        return [.. before, .. inner, .. after];
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            // As deep as it likes: depth is watched where it is read.
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReportLimits.MaxBodyBytes });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
