using System.Globalization;
using System.Text.Json;
using Picket.Storage.State;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Issues;

/// <summary>Something that happened to an issue, as Sentry writes it.</summary>
internal sealed record ApiActivity(string Id, string Type, ApiUser? User, JsonElement Data, string DateCreated)
{
    /// <summary>From what is stored.</summary>
    public static ApiActivity Of(ActivityEntry entry)
    {
        using var data = JsonDocument.Parse(entry.Data);
        return new(entry.Id.ToString(CultureInfo.InvariantCulture), TypeOf(entry.Kind), ApiUser.Of(entry.User), data.RootElement.Clone(), Words.Iso(entry.At));
    }

    /// <summary>Sentry's word for <paramref name="kind"/>.</summary>
    public static string TypeOf(ActivityKind kind) => kind switch
    {
        ActivityKind.Resolved => "set_resolved",
        ActivityKind.Archived => "set_ignored",
        ActivityKind.Regressed => "set_regression",
        ActivityKind.Escalated => "set_escalating",
        ActivityKind.Assigned => "assigned",
        ActivityKind.Unassigned => "unassigned",
        ActivityKind.Merged => "merge",
        ActivityKind.Comment => "note",
        ActivityKind.Linked => "create_issue",
        ActivityKind.Unlinked => "unlink_issue",
        _ => "set_unresolved",
    };
}
