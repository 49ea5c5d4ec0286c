using Picket.Reports;
using Picket.Storage.Queries;

namespace Picket.Web.Inventories;

/// <summary>What a project's inventory shows.</summary>
/// <param name="Project">The project.</param>
/// <param name="Rows">Hosts, then scripts.</param>
/// <param name="Now">When it was read.</param>
/// <param name="Host">The host that was asked for: its pages are unfolded.</param>
public sealed record InventoryView(ProjectRow Project, IReadOnlyList<InventoryRow> Rows, DateTimeOffset Now, string? Host = null)
{
    private static readonly TimeSpan New = TimeSpan.FromDays(7);

    /// <summary>Those of one sort.</summary>
    public IReadOnlyList<InventoryRow> Of(bool scripts) => [.. Rows.Where(row => row.IsScript == scripts)];

    /// <summary>True for what was first seen within a week, unless the project itself is no older.</summary>
    public bool IsNew(InventoryRow row) => IsNew(row, Project, Now);

    /// <summary>The same for whoever has no view.</summary>
    public static bool IsNew(InventoryRow row, ProjectRow project, DateTimeOffset now) => now - row.FirstSeen < New && row.FirstSeen - project.CreatedAt > TimeSpan.FromDays(1);

    /// <summary>What told of it, as the API names it.</summary>
    public static string KindNames(InventoryRow row) => string.Join(' ', row.Kinds.Select(ReportKinds.Name));
}
