using System.Globalization;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>A person of an organization, or an invitation that is still open.</summary>
internal sealed record ApiMember(string Id, string? Email, string Name, string Role, string RoleName, bool Pending, bool Expired, bool Has2fa, string DateCreated, ApiMemberUser? User, string? InviteLink)
{
    /// <summary>What the numbers of invitations start with.</summary>
    public const string InvitationPrefix = "invite-";

    /// <summary>A member.</summary>
    public static ApiMember Of(MemberRow row)
    {
        var id = row.UserId.ToString(CultureInfo.InvariantCulture);
        return new(id, row.Email, row.Name, Roles.NameOf(row.Role), row.Role.ToString(), false, false, row.HasTwoFactor, Words.Iso(row.JoinedAt), new(id, row.Name, row.Email), null);
    }

    /// <summary>An invitation; its link is there when it was just made, and never again.</summary>
    public static ApiMember Of(InvitationRow row, string? link = null) => new(
        InvitationPrefix + row.Id.ToString(CultureInfo.InvariantCulture), row.Email, row.Email ?? "", Roles.NameOf(row.Role), row.Role.ToString(), true, false, false, Words.Iso(row.CreatedAt), null, link);
}

/// <summary>The user behind a member.</summary>
internal sealed record ApiMemberUser(string Id, string Name, string? Email);
