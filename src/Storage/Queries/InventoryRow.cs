using Picket.Reports;

namespace Picket.Storage.Queries;

/// <summary>A host or a script that pages of a project loaded or tried to load.</summary>
/// <param name="IsScript">True for a script or style sheet by its address; false for a host.</param>
/// <param name="Name">The host, or the address, masked as it is kept.</param>
/// <param name="Kinds">What told of it.</param>
/// <param name="Uses">Directives it fell under, or what it was loaded as.</param>
/// <param name="FirstSeen">When the first report came.</param>
/// <param name="LastSeen">When the latest one came.</param>
/// <param name="Reports">How many reports.</param>
/// <param name="Pages">Pages that loaded it, as far as samples tell; at most <see cref="InventoryQueries.MaxPages"/>.</param>
/// <param name="Hashes">Hashes of its content, where browsers were asked for them.</param>
/// <param name="Issue">The latest issue about it.</param>
public sealed record InventoryRow(
    bool IsScript, string Name, IReadOnlyList<ReportKind> Kinds, IReadOnlyList<string> Uses, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Reports,
    IReadOnlyList<string> Pages, IReadOnlyList<string> Hashes, long Issue);
