using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;

namespace Picket.Web.Accounts.Pages;

/// <summary>What an organization's page shows.</summary>
/// <param name="Membership">What the reader is there.</param>
/// <param name="Detail">The organization.</param>
/// <param name="Members">Its people.</param>
/// <param name="Invitations">Who is invited, for admins.</param>
/// <param name="Projects">Its projects.</param>
/// <param name="Audit">The latest changes, for admins.</param>
/// <param name="MayAdminister">True where the reader may manage people and settings.</param>
/// <param name="MayConfigure">True where the reader may manage projects.</param>
public sealed record OrganizationView(
    Membership Membership, OrganizationDetail Detail, IReadOnlyList<MemberRow> Members, IReadOnlyList<InvitationRow> Invitations, IReadOnlyList<ProjectRow> Projects,
    IReadOnlyList<AuditEntry> Audit, bool MayAdminister, bool MayConfigure)
{
    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>An invitation's link, to be shown once.</summary>
    public string? Link { get; init; }

    /// <summary>True where the reader may hand it over or delete it.</summary>
    public bool MayOwn { get; init; }

    /// <summary>What it took this month.</summary>
    public UsageRow? Usage { get; init; }

    /// <summary>Where the audit log goes on; null where it ends.</summary>
    public long? OlderAudit { get; init; }
}
