using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>The people of an organization.</summary>
internal static class MemberEndpoints
{
    private const string All = "/organizations/{organization}/members";
    private const string One = All + "/{member}";

    private const string Example = """
        {"id": "7", "email": "ada@example.com", "name": "Ada", "role": "admin", "roleName": "Admin", "pending": false, "expired": false, "has2fa": true,
         "dateCreated": "2026-03-01T12:00:00.000Z", "user": {"id": "7", "name": "Ada", "email": "ada@example.com"}, "inviteLink": null}
        """;

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

    private static async Task<IResult> GetAsync(string member, Access access, MemberChanges members, CancellationToken cancellation) =>
        await members.FindAsync(member, access, cancellation) is { } row ? TypedResults.Json(ApiMember.Of(row), TenantJson.Written.ApiMember) : ApiError.NotFound();

    private static async Task<IResult> InviteAsync(HttpContext context, ApiBody body, Access access, MemberChanges members)
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

        var (result, invitation, link) = await members.InviteAsync(context, access, email, role);
        return ApiChanges.Refusal(result) ?? ApiChanges.Created(ApiMember.Of(invitation!, link), TenantJson.Written.ApiMember);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, string member, ApiBody body, Access access, MemberChanges members, CancellationToken cancellation)
    {
        var role = ReadRole(body);
        return body.Refusal() ?? ApiChanges.Refusal(await members.SetRoleAsync(context, access, member, role)) ?? await GetAsync(member, access, members, cancellation);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, Access access, MemberStore members, CancellationToken cancellation) =>
        ApiChanges.Refusal(await members.RemoveAsync(context.Actor(), access.Organization.Id, access.Caller.UserId, cancellation)) ?? ApiChanges.NoContent();

    private static async Task<IResult> RemoveAsync(HttpContext context, string member, Access access, MemberChanges members) =>
        ApiChanges.Refusal(await members.RemoveAsync(context, access, member)) ?? ApiChanges.NoContent();

    private static Role ReadRole(ApiBody body)
    {
        if (body.Text("role", isRequired: true) is { } name && Roles.Find(name) is { } role)
        {
            return role;
        }

        body.Refuse("role", $"Expected one of {string.Join(", ", Roles.Names)}.");
        return Role.Viewer;
    }
}
