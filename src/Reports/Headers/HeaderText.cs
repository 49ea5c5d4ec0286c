using System.Net;
using System.Text.RegularExpressions;

namespace Picket.Reports.Headers;

/// <summary>
/// Headers as people paste them: from a browser's tools, from <c>curl -i</c> or <c>curl -v</c>, or a page's HTML with meta elements. What is no header is skipped; reading never throws.
/// </summary>
public static partial class HeaderText
{
    /// <summary>Characters that are read; what comes behind them is not.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Headers that are read.</summary>
    public const int MaxFields = 200;

    /// <summary>Reads them, in their order.</summary>
    public static IReadOnlyList<HeaderField> Parse(string text)
    {
        text = text[..Math.Min(text.Length, MaxLength)];
        var fields = new List<HeaderField>();
        foreach (var line in text.Split('\n'))
        {
            Read(line.TrimEnd('\r'), fields);
        }

        fields.AddRange(ParseMeta(text));
        return [.. fields.Take(MaxFields)];
    }

    /// <summary>The meta elements of a page that stand for headers.</summary>
    public static IReadOnlyList<HeaderField> ParseMeta(string html)
    {
        var fields = new List<HeaderField>();
        foreach (Match element in MetaElement().Matches(html[..Math.Min(html.Length, MaxLength * 4)]))
        {
            string? name = null, content = null;
            foreach (Match attribute in Attribute().Matches(element.Groups[1].Value))
            {
                var value = WebUtility.HtmlDecode(attribute.Groups[2].Success ? attribute.Groups[2].Value : attribute.Groups[3].Success ? attribute.Groups[3].Value : attribute.Groups[4].Value);
                (name, content) = attribute.Groups[1].Value.ToLowerInvariant() switch
                {
                    "http-equiv" => (name ?? value.Trim(), content),
                    "content" => (name, content ?? value),
                    _ => (name, content),
                };
            }

            if (name is not null && content is not null && fields.Count < MaxFields)
            {
                fields.Add(new(name, content.Trim(), IsMeta: true));
            }
        }

        return fields;
    }

    private static void Read(string line, List<HeaderField> fields)
    {
        // curl -v marks what it received.
        line = line.StartsWith("< ", StringComparison.Ordinal) ? line[2..] : line;
        if (line.Length > 0 && line[0] is ' ' or '\t' && fields.Count > 0 && !FieldLine().IsMatch(line.Trim()))
        {
            // An old way to write one header in several lines (RFC 9112 §5.2).
            fields[^1] = fields[^1] with { Value = $"{fields[^1].Value} {line.Trim()}".Trim() };
        }
        else if (FieldLine().Match(line.Trim()) is { Success: true } match)
        {
            fields.Add(new(match.Groups[1].Value, match.Groups[2].Value.Trim()));
        }
    }

    // A name is a token (RFC 9110 §5.6.2); those of HTTP/2's own start with a colon and are none.
    [GeneratedRegex(@"^([A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}):\s*(.*)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"<meta\b([^<>]{0,40000})>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 500)]
    private static partial Regex MetaElement();

    [GeneratedRegex("""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Attribute();
}
