using System.Text.Json;

namespace Picket.Reports.Headers;

/// <summary>The names that headers give to addresses for reports.</summary>
internal sealed class ReportGroups
{
    /// <summary>The names of <c>Reporting-Endpoints</c> with their addresses.</summary>
    public Dictionary<string, string> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups of <c>Report-To</c> with their addresses. Only these serve NEL.</summary>
    public Dictionary<string, string[]> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>True where either header defines <paramref name="name"/>.</summary>
    public bool Has(string name) => Endpoints.ContainsKey(name) || Groups.ContainsKey(name);

    /// <summary>Reads both headers; what is wrong with them is said.</summary>
    public static ReportGroups Read(IReadOnlyList<HeaderField> fields, List<Finding> findings)
    {
        var groups = new ReportGroups();
        foreach (var field in fields)
        {
            if (field.Is("Reporting-Endpoints") && Sent(field, findings))
            {
                groups.ReadEndpoints(field.Value, findings);
            }
            else if (field.Is("Report-To") && Sent(field, findings))
            {
                groups.ReadGroups(field.Value, findings);
            }
        }

        return groups;
    }

    private static bool Sent(HeaderField field, List<Finding> findings)
    {
        if (field.IsMeta)
        {
            findings.Add(new("meta-header", FindingLevel.Broken, field.Name, $"{field.Name} in a meta element is ignored.", $"Send {field.Name} as a header of the answer."));
        }

        return !field.IsMeta;
    }

    // A dictionary of strings (RFC 9651 §3.2). A browser that cannot read it ignores the whole header.
    private void ReadEndpoints(string value, List<Finding> findings)
    {
        foreach (var member in SplitOutsideQuotes(value))
        {
            var equals = member.IndexOf('=', StringComparison.Ordinal);
            var (name, text) = equals > 0 ? (member[..equals].Trim(), member[(equals + 1)..].Split(';')[0].Trim()) : (member.Trim(), "");
            text = equals > 0 && member[(equals + 1)..].TrimStart() is ['"', ..] quoted ? quoted[..(quoted.IndexOf('"', 1) + 1)] : text;
            if (name.Length == 0 || !(char.IsAsciiLetterLower(name[0]) || name[0] == '*') || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.' or '*'))
            {
                findings.Add(new(
                    "endpoints-name", FindingLevel.Broken, "Reporting-Endpoints", $"\"{name}\" is no name that Reporting-Endpoints may define, so browsers ignore the whole header.",
                    "Begin names with a lower-case letter, and use lower-case letters, digits, - and _ only."));
            }
            else if (text.Length < 3 || text[0] != '"' || text[^1] != '"')
            {
                findings.Add(new(
                    "endpoints-not-quoted", FindingLevel.Broken, "Reporting-Endpoints", $"The address of \"{name}\" is not in double quotes, so browsers ignore the whole header.",
                    $"Write {name}=\"https://…\"."));
            }
            else
            {
                Endpoints[name] = text[1..^1];
            }
        }
    }

    private void ReadGroups(string value, List<Finding> findings)
    {
        const string header = "Report-To";
        JsonDocument document;
        try
        {
            // Its value is the inside of a JSON list (Reporting API of 2018, §3.1).
            document = JsonDocument.Parse($"[{value}]", new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            findings.Add(new("report-to-json", FindingLevel.Broken, header, "Report-To is not JSON, so browsers ignore it.", "Write it as {\"group\": \"…\", \"max_age\": 2592000, \"endpoints\": [{\"url\": \"https://…\"}]}."));
            return;
        }

        using (document)
        {
            foreach (var item in document.RootElement.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object)
                {
                    findings.Add(new("report-to-object", FindingLevel.Broken, header, "Report-To has something that is no object, which browsers ignore.", "Write objects with commas between them, without brackets around."));
                    continue;
                }

                var name = item.TryGetProperty("group", out var group) ? group.ValueKind == JsonValueKind.String ? group.ToString() : null : "default";
                var urls = item.TryGetProperty("endpoints", out var endpoints) && endpoints.ValueKind == JsonValueKind.Array
                    ? endpoints.EnumerateArray()
                        .Where(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String)
                        .Select(one => one.GetProperty("url").ToString()).ToArray()
                    : [];
                if (!item.TryGetProperty("max_age", out var age) || age.ValueKind != JsonValueKind.Number || age.GetDouble() < 0)
                {
                    findings.Add(new("report-to-max-age", FindingLevel.Broken, header, $"The group \"{name}\" of Report-To has no max_age, so browsers ignore it.", "Give max_age in seconds, such as 2592000 for 30 days."));
                }
                else if (age.GetDouble() == 0)
                {
                    findings.Add(new("report-to-removed", FindingLevel.Advice, header, $"max_age 0 makes browsers forget the group \"{name}\" of Report-To.", "Give a max_age above 0 unless that is what you want."));
                }
                else if (name is null || urls.Length == 0)
                {
                    findings.Add(new("report-to-no-endpoint", FindingLevel.Broken, header, $"The group \"{name}\" of Report-To has no endpoint with a url.", "Add \"endpoints\": [{\"url\": \"https://…\"}]."));
                }
                else
                {
                    Groups[name] = urls;
                }
            }
        }
    }

    private static IEnumerable<string> SplitOutsideQuotes(string text)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == ',' && !quoted)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        if (text[start..].Trim().Length > 0)
        {
            yield return text[start..];
        }
    }
}
