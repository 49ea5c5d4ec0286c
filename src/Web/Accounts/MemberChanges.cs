using System.Globalization;
using Microsoft.AspNetCore.Http;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Api.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>Changes of who is a member, for API and pages. Only owners make, change and remove owners.</summary>
internal sealed class MemberChanges(MemberStore members, InvitationStore invitations, Invitations mails, ReportUris uris)
{
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    /// <summary>Invites somebody; the link is returned once.</summary>
    public async Task<(ChangeResult Result, InvitationRow? Invitation, string? Link)> InviteAsync(HttpContext context, Access access, string? email, Role role)
    {
        if (role == Role.Owner && !access.Allows(Permission.Own))
        {
            return (ChangeResult.OwnersOnly, null, null);
        }

        if (await invitations.CreateAsync(context.Actor(), access.Organization.Id, email, role, InvitationLifetime, context.RequestAborted) is not { } made)
        {
            return (ChangeResult.PlanFull, null, null);
        }

        var row = (await invitations.ListAsync(access.Organization.Id, context.RequestAborted)).Single(open => open.Id == made.Id);
        var link = uris.Of($"/invitation?token={made.Secret}");
        mails.Send(row, access.Caller.Name, link);
        return (ChangeResult.Done, row, link);
    }

    /// <summary>Gives a member another role.</summary>
    public async Task<ChangeResult> SetRoleAsync(HttpContext context, Access access, string member, Role role) => await FindAsync(member, access, context.RequestAborted) switch
    {
        null => ChangeResult.NotFound,
        { } row when (role == Role.Owner || row.Role == Role.Owner) && !access.Allows(Permission.Own) => ChangeResult.OwnersOnly,
        { } row => await members.SetRoleAsync(context.Actor(), access.Organization.Id, row.UserId, role, context.RequestAborted),
    };

    /// <summary>Removes a member, or takes an invitation back.</summary>
    public async Task<ChangeResult> RemoveAsync(HttpContext context, Access access, string member)
    {
        if (member.StartsWith(ApiMember.InvitationPrefix, StringComparison.Ordinal))
        {
            return TryReadNumber(member[ApiMember.InvitationPrefix.Length..], out var invitation)
                ? await invitations.DeleteAsync(context.Actor(), access.Organization.Id, invitation, context.RequestAborted)
                : ChangeResult.NotFound;
        }

        return await FindAsync(member, access, context.RequestAborted) switch
        {
            null => ChangeResult.NotFound,
            { Role: Role.Owner } when !access.Allows(Permission.Own) => ChangeResult.OwnersOnly,
            { } row => await members.RemoveAsync(context.Actor(), access.Organization.Id, row.UserId, context.RequestAborted),
        };
    }

    /// <summary>The member of that number; null where there is none.</summary>
    public async Task<MemberRow?> FindAsync(string member, Access access, CancellationToken cancellation) =>
        TryReadNumber(member, out var user) ? (await members.ListAsync(access.Organization.Id, cancellation)).FirstOrDefault(row => row.UserId == user) : null;

    private static bool TryReadNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
