using System.Text.Json;
using Picket.Ingestion.Issues;
using Picket.Storage.State;

namespace Picket.Web.Api.Issues;

/// <summary>What the body of a PUT asks for, in Sentry's form.</summary>
/// <param name="Change">What to do.</param>
/// <param name="Merges">Make one of them.</param>
internal sealed record IssueUpdate(IssueChange Change, bool Merges)
{
    private const int MaxReleaseLength = 200;
    private const long MaxMinutes = 366 * 24 * 60;
    private const long MaxReports = 1_000_000_000_000;

    /// <summary>Reads it. Names that Picket has nothing for (<c>isPublic</c>, <c>isSubscribed</c>, <c>priority</c>, …) change nothing, as in Sentry.</summary>
    /// <param name="body">The body.</param>
    /// <param name="people">By number, e-mail address or name.</param>
    /// <param name="me">Who asks.</param>
    /// <param name="update">What it asks for.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    public static string? Read(JsonElement body, IReadOnlyList<Person> people, long me, out IssueUpdate update)
    {
        update = new(new(), false);
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "The body is no JSON object.";
        }

        var change = new IssueChange { IsBookmarked = Flag(body, "isBookmarked"), HasSeen = Flag(body, "hasSeen") };
        var error = ReadStatus(body, ref change) ?? ReadAssignee(body, people, me, ref change);
        update = new(change, Flag(body, "merge") ?? (body.TryGetProperty("merge", out var merge) && merge.ValueKind == JsonValueKind.Number));
        return error;
    }

    private static string? ReadStatus(JsonElement body, ref IssueChange change)
    {
        if (!body.TryGetProperty("status", out _))
        {
            return null;
        }

        var details = body.TryGetProperty("statusDetails", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        switch (JsonBody.Text(body, "status"))
        {
            case "unresolved":
                change = change with { Status = IssueStatus.Unresolved };
                return null;
            case "resolved":
                change = change with { Status = IssueStatus.Resolved };
                return ReadResolution(details, ref change);
            case "resolvedInNextRelease":
                change = change with { Status = IssueStatus.Resolved, InNextRelease = true };
                return null;
            case "ignored" or "archived" or "muted":
                change = change with { Status = IssueStatus.Ignored };
                return ReadArchive(body, details, ref change);
            default:
                return "status: there are unresolved, resolved, resolvedInNextRelease and ignored.";
        }
    }

    private static string? ReadResolution(JsonElement details, ref IssueChange change)
    {
        if (details.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        change = change with { InNextRelease = Flag(details, "inNextRelease") ?? false };
        if (!details.TryGetProperty("inRelease", out var release) || release.ValueKind == JsonValueKind.Null)
        {
            return details.TryGetProperty("inCommit", out _) ? "statusDetails.inCommit: Picket knows no commits; name the release." : null;
        }

        if (JsonBody.Text(details, "inRelease") is not { Length: > 0 and <= MaxReleaseLength } name)
        {
            return $"statusDetails.inRelease: the name of a release, at most {MaxReleaseLength} characters.";
        }

        change = change with { InRelease = name };
        return null;
    }

    private static string? ReadArchive(JsonElement body, JsonElement details, ref IssueChange change)
    {
        if (JsonBody.Text(body, "substatus") == "archived_until_escalating")
        {
            change = change with { ArchiveUntilEscalating = true };
        }

        if (details.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!TryNumber(details, "ignoreDuration", MaxMinutes, out var minutes))
        {
            return $"statusDetails.ignoreDuration: minutes, 1 to {MaxMinutes}.";
        }

        if (!TryNumber(details, "ignoreCount", MaxReports, out var reports))
        {
            return $"statusDetails.ignoreCount: reports, 1 to {MaxReports}.";
        }

        if (details.TryGetProperty("ignoreWindow", out var window) && window.ValueKind != JsonValueKind.Null)
        {
            return "statusDetails.ignoreWindow: Picket counts reports without a window; archive until escalating instead.";
        }

        change = change with
        {
            ArchiveFor = minutes is { } time ? TimeSpan.FromMinutes(time) : null,
            ArchiveForReports = reports,
            ArchiveUntilEscalating = change.ArchiveUntilEscalating || (Flag(details, "untilEscalating") ?? false),
        };
        return null;
    }

    private static string? ReadAssignee(JsonElement body, IReadOnlyList<Person> people, long me, ref IssueChange change)
    {
        if (!body.TryGetProperty("assignedTo", out var assigned))
        {
            return null;
        }

        var name = assigned.ValueKind switch { JsonValueKind.String => JsonBody.Text(body, "assignedTo") ?? "?", JsonValueKind.Null => "", JsonValueKind.Number => assigned.GetRawText(), _ => "?" };
        name = name.StartsWith("user:", StringComparison.Ordinal) ? name["user:".Length..] : name;
        change = change with { SetsAssignee = true, Assignee = name.Length == 0 ? null : name == "me" ? me : Find(people, name) };
        return name.Length > 0 && change.Assignee is null ? "assignedTo: no member of this organization is called so." : null;
    }

    private static long? Find(IReadOnlyList<Person> people, string name) => people.FirstOrDefault(person =>
        person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == name || string.Equals(person.Email, name, StringComparison.OrdinalIgnoreCase) || person.Name == name)?.Id;

    private static bool? Flag(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;

    private static bool TryNumber(JsonElement body, string name, long most, out long? number)
    {
        number = null;
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var read) || read < 1 || read > most)
        {
            return false;
        }

        number = read;
        return true;
    }
}
