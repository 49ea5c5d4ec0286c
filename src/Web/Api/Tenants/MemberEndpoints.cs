using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>The people of an organization. Only owners make, change and remove owners.</summary>
internal static class MemberEndpoints
{
    private const string All = "/organizations/{organization}/members";
    private const string One = All + "/{member}";

    private const string Example = """
        {"id": "7", "email": "ada@example.com", "name": "Ada", "role": "admin", "roleName": "Admin", "pending": false, "expired": false, "has2fa": true,
         "dateCreated": "2026-03-01T12:00:00.000Z", "user": {"id": "7", "name": "Ada", "email": "ada@example.com"}, "inviteLink": null}
        """;

    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(All, ListAsync).Needs(Permission.Read).Describe("Lists an organization's members, and for admins the open invitations", answer: $"[{Example}]");
        api.MapPost(All, InviteAsync).Needs(Permission.Administer).Describe(
            "Invites somebody: by mail where mail is set up, else by the link in the answer, which is shown once", """{"email": "ada@example.com", "role": "member"}""", Example, 201);
        api.MapGet(One, GetAsync).Needs(Permission.Read).Describe("Shows a member", answer: Example);
        api.MapPut(One, UpdateAsync).Needs(Permission.Administer).Describe("Gives a member another role", """{"role": "admin"}""", Example);
        api.MapDelete(All + "/me", LeaveAsync).Needs(Permission.Leave).Describe("Leaves the organization. The last owner cannot", status: 204);
        api.MapDelete(One, RemoveAsync).Needs(Permission.Administer).Describe("Removes a member, or takes an invitation back", status: 204);
    }

    /// <summary>Reads the number of a user.</summary>
    public static bool TryReadUser(string text, out long user) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out user);

    private static async Task<IResult> ListAsync(Access access, MemberStore members, InvitationStore invitations, CancellationToken cancellation)
    {
        List<ApiMember> all = [.. (await members.ListAsync(access.Organization.Id, cancellation)).Select(ApiMember.Of)];
        if (access.Allows(Permission.Administer))
        {
            all.AddRange((await invitations.ListAsync(access.Organization.Id, cancellation)).Select(row => ApiMember.Of(row)));
        }

        return TypedResults.Json(all, TenantJson.Written.IReadOnlyListApiMember);
    }

    private static async Task<IResult> GetAsync(string member, Access access, MemberStore members, CancellationToken cancellation) =>
        await FindAsync(member, access, members, cancellation) is { } row ? TypedResults.Json(ApiMember.Of(row), TenantJson.Written.ApiMember) : ApiError.NotFound();

    private static async Task<IResult> InviteAsync(
        HttpContext context, ApiBody body, Access access, InvitationStore invitations, Invitations mails, ReportUris uris, CancellationToken cancellation)
    {
        var (email, role) = (body.Text("email", 3, 254), ReadRole(body));
        if (email is { } given && (email = EmailAddress.Normalize(given)) is null)
        {
            body.Refuse("email", "Expected an e-mail address.");
        }

        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        if (role == Role.Owner && !access.Allows(Permission.Own))
        {
            return OwnersOnly();
        }

        if (await invitations.CreateAsync(context.Actor(), access.Organization.Id, email, role, InvitationLifetime, cancellation) is not { } made)
        {
            return ApiChanges.Refusal(ChangeResult.PlanFull)!;
        }

        var row = (await invitations.ListAsync(access.Organization.Id, cancellation)).Single(open => open.Id == made.Id);
        var link = uris.Of($"/invitation?token={made.Secret}");
        mails.Send(row, access.Caller.Name, link);
        return ApiChanges.Created(ApiMember.Of(row, link), TenantJson.Written.ApiMember);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, string member, ApiBody body, Access access, MemberStore members, CancellationToken cancellation)
    {
        var role = ReadRole(body);
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(member, access, members, cancellation) is not { } row)
        {
            return ApiError.NotFound();
        }

        if ((role == Role.Owner || row.Role == Role.Owner) && !access.Allows(Permission.Own))
        {
            return OwnersOnly();
        }

        return ApiChanges.Refusal(await members.SetRoleAsync(context.Actor(), access.Organization.Id, row.UserId, role, cancellation))
            ?? TypedResults.Json(ApiMember.Of(row with { Role = role }), TenantJson.Written.ApiMember);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, Access access, MemberStore members, CancellationToken cancellation) =>
        ApiChanges.Refusal(await members.RemoveAsync(context.Actor(), access.Organization.Id, access.Caller.UserId, cancellation)) ?? ApiChanges.NoContent();

    private static async Task<IResult> RemoveAsync(HttpContext context, string member, Access access, MemberStore members, InvitationStore invitations, CancellationToken cancellation)
    {
        if (member.StartsWith(ApiMember.InvitationPrefix, StringComparison.Ordinal))
        {
            return TryReadUser(member[ApiMember.InvitationPrefix.Length..], out var invitation)
                ? ApiChanges.Refusal(await invitations.DeleteAsync(context.Actor(), access.Organization.Id, invitation, cancellation)) ?? ApiChanges.NoContent()
                : ApiError.NotFound();
        }

        if (await FindAsync(member, access, members, cancellation) is not { } row)
        {
            return ApiError.NotFound();
        }

        return row.Role == Role.Owner && !access.Allows(Permission.Own)
            ? OwnersOnly()
            : ApiChanges.Refusal(await members.RemoveAsync(context.Actor(), access.Organization.Id, row.UserId, cancellation)) ?? ApiChanges.NoContent();
    }

    private static async Task<MemberRow?> FindAsync(string member, Access access, MemberStore members, CancellationToken cancellation) =>
        TryReadUser(member, out var user) ? (await members.ListAsync(access.Organization.Id, cancellation)).FirstOrDefault(row => row.UserId == user) : null;

    private static Role ReadRole(ApiBody body)
    {
        if (body.Text("role", isRequired: true) is { } name && Roles.Find(name) is { } role)
        {
            return role;
        }

        body.Refuse("role", $"Expected one of {string.Join(", ", Roles.Names)}.");
        return Role.Viewer;
    }

    private static JsonHttpResult<ApiError> OwnersOnly() => ApiError.Answer(StatusCodes.Status403Forbidden, "Only an owner can make, change or remove owners.");
}
