using System.Text.Json;
using Picket.Storage.State;

namespace Picket.Web.Dashboard;

/// <summary>What happened to an issue, in plain words.</summary>
internal static class ActivityWords
{
    /// <summary>What was done, as it goes on after a name.</summary>
    public static string Of(ActivityEntry entry, IReadOnlyList<Person> people) => entry.Kind switch
    {
        ActivityKind.Unresolved => "opened it again",
        ActivityKind.Resolved => Text(entry, "inRelease") is { } release ? $"resolved it in release {release}" : "resolved it",
        ActivityKind.Archived => "ignored it",
        ActivityKind.Regressed => "saw it again although it was resolved",
        ActivityKind.Escalated => "saw what it was ignored until",
        ActivityKind.Assigned => $"gave it to {people.FirstOrDefault(person => person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == Text(entry, "assignee"))?.Name ?? "somebody"}",
        ActivityKind.Unassigned => "took it from whose it was",
        ActivityKind.Merged => "changed which issues are one problem",
        ActivityKind.Comment => "said",
        ActivityKind.Linked => "linked a ticket",
        ActivityKind.Unlinked => "unlinked a ticket",
        _ => "did something",
    };

    /// <summary>A text of what belongs to it; null where there is none.</summary>
    public static string? Text(ActivityEntry entry, string name)
    {
        using var data = JsonDocument.Parse(entry.Data);
        return data.RootElement.ValueKind == JsonValueKind.Object && data.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
