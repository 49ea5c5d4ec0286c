using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Picket.Storage.State;
using Picket.Web.Api.Issues;

namespace Picket.Web.Dashboard.Streams;

/// <summary>What a form wants done to issues. It is put into the words of the API, which has the rules.</summary>
internal static class TriageForm
{
    private static readonly Dictionary<string, (string Body, string Done)> Acts = new(StringComparer.Ordinal)
    {
        ["resolve"] = ("""{"status":"resolved"}""", "resolved"),
        ["resolve-next"] = ("""{"status":"resolvedInNextRelease"}""", "resolved with the next release"),
        ["reopen"] = ("""{"status":"unresolved"}""", "opened again"),
        ["ignore"] = ("""{"status":"ignored"}""", "ignored"),
        ["ignore-escalating"] = ("""{"status":"ignored","substatus":"archived_until_escalating"}""", "ignored until it gets worse"),
        ["ignore-day"] = ("""{"status":"ignored","statusDetails":{"ignoreDuration":1440}}""", "ignored for a day"),
        ["ignore-week"] = ("""{"status":"ignored","statusDetails":{"ignoreDuration":10080}}""", "ignored for a week"),
        ["ignore-100"] = ("""{"status":"ignored","statusDetails":{"ignoreCount":100}}""", "ignored for 100 more reports"),
        ["merge"] = ("""{"merge":true}""", "merged"),
        ["assign"] = ("{}", "assigned"),
    };

    /// <summary>Says whether something is noise.</summary>
    public static bool? SaysNoise(string act) => act switch { "noise" => true, "no-noise" => false, _ => null };

    /// <summary>Numbers of issues that a form names, each once.</summary>
    public static IReadOnlyList<long> Issues(IFormCollection form) =>
        [.. form["id"].Take(IssueActions.MaxIssues).Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).Distinct()];

    /// <summary>What it wants.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    public static string? Read(IFormCollection form, IReadOnlyList<Person> people, long me, out IssueUpdate update)
    {
        update = new(new(), false);
        var act = form["act"].ToString();
        if (!Acts.TryGetValue(act, out var known))
        {
            return "Choose what to do.";
        }

        var body = act == "assign" ? new JsonObject { ["assignedTo"] = form["assignee"].ToString() }.ToJsonString(JsonSerializerOptions.Default) : known.Body;
        using var document = JsonDocument.Parse(body);
        return IssueUpdate.Read(document.RootElement, people, me, out update);
    }

    /// <summary>What was done, as the address says it after a form was sent: <c>resolve-3</c>. Null where it is nothing that could have been done.</summary>
    public static string? Done(string? text)
    {
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash <= 0 || !int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > IssueActions.MaxIssues)
        {
            return null;
        }

        var words = text![..dash] switch { "noise" => "kept apart as noise", "no-noise" => "put back into the stream", "unmerge" => "taken out, and counted by itself from now on", var act => Acts.GetValueOrDefault(act).Done };
        return words is null ? null : $"{(count == 1 ? "1 issue" : $"{Words.Number(count)} issues")} {words}.";
    }
}
