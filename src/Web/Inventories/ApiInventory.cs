using System.Text.Json.Serialization;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Inventories;

/// <summary>A host or script, as the API writes it.</summary>
internal sealed record ApiInventoryItem(
    string Type, string Name, IReadOnlyList<string> Sources, IReadOnlyList<string> Uses, string FirstSeen, string LastSeen, long Count, bool IsNew, IReadOnlyList<string> Pages,
    IReadOnlyList<string> Hashes, string Issue)
{
    /// <summary>Names of the columns of the CSV.</summary>
    public static object?[] Names { get; } = ["type", "name", "sources", "uses", "first_seen", "last_seen", "count", "is_new", "pages", "hashes", "issue"];

    /// <summary>From its row.</summary>
    public static ApiInventoryItem Of(InventoryRow row, ProjectRow project, DateTimeOffset now) => new(
        row.IsScript ? "script" : "host", row.Name, [.. row.Kinds.Select(ReportKinds.Name)], row.Uses, Words.Iso(row.FirstSeen), Words.Iso(row.LastSeen), row.Reports,
        InventoryView.IsNew(row, project, now), row.Pages, row.Hashes, row.Issue.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The columns.</summary>
    public object?[] Cells() =>
        [Type, Name, string.Join(' ', Sources), string.Join(' ', Uses), FirstSeen, LastSeen, Count, IsNew ? "yes" : "no", string.Join(' ', Pages), string.Join(' ', Hashes), Issue];
}

/// <summary>Writes it.</summary>
[JsonSerializable(typeof(IReadOnlyList<ApiInventoryItem>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class InventoryJson : JsonSerializerContext;
