using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Pages;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>
/// Invitations and open sign-up. Making an account answers the same, and takes as long, where the address has one already: then nothing is made, and whoever owns the address signs
/// in with the password there is.
/// </summary>
internal static class JoinEndpoints
{
    private const int MaxTokenLength = 200;

    private static readonly FormView SignUp = new(
        "Make an account", "/sign-up", "Make it", new FormField("name", "Your name", "text", "name"), FormField.Email(), FormField.NewPassword) { Links = [("/sign-in", "I have one")] };

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").IsOpen().DisableAntiforgery(); // AccessMiddleware checks it.
        open.MapGet("/invitation", ShowAsync);
        open.MapPost("/invitation", AcceptAsync);
        open.MapPost("/invitation/account", MakeAccountAsync);
        open.MapGet("/sign-up", (HttpContext context, IOptions<AccountOptions> options) => IsOpen(context, options) ? SignUp.Page() : Messages.NotFound());
        open.MapPost("/sign-up", SignUpAsync);
    }

    private static bool IsOpen(HttpContext context, IOptions<AccountOptions> options) => options.Value.SignUp == "open" && Transport.MaySignIn(context.Request);

    private static async Task<IResult> ShowAsync(HttpContext context, string? token, InvitationStore invitations, IOptions<AccountOptions> options, CancellationToken cancellation)
    {
        if (await FindAsync(token, invitations, cancellation) is not { } invitation)
        {
            return UsedUp();
        }

        var what = $"You are invited to {invitation.OrganizationName}, as {Roles.NameOf(invitation.Role)}.";
        if (context.Features.Get<Caller>() is { } caller)
        {
            return new FormView("Join", "/invitation", $"Join {invitation.OrganizationName}", FormField.Hidden("token", token!)) { Texts = [what, $"You are signed in as {caller.Name}."], SignedIn = true }.Page();
        }

        var signIn = ($"/sign-in?next={Uri.EscapeDataString($"/invitation?token={token}")}", "I have an account: sign in");
        return options.Value.SignUp == "off"
            ? new FormView("Join") { Texts = [what], Links = [signIn] }.Page()
            : (AccountForm(token!, invitation) with { Texts = [what], Links = [signIn] }).Page();
    }

    private static FormView AccountForm(string token, InvitationRow invitation) => new(
        "Join", "/invitation/account", "Make an account", new FormField("name", "Your name", "text", "name"),
        invitation.Email is { } email ? FormField.Hidden("email", email) : FormField.Email(), FormField.NewPassword, FormField.Hidden("token", token));

    private static async Task<IResult> AcceptAsync(HttpContext context, [FromForm] string? token, InvitationStore invitations, CancellationToken cancellation)
    {
        if (context.Features.Get<Caller>() is not { } caller || await FindAsync(token, invitations, cancellation) is not { } invitation)
        {
            return UsedUp();
        }

        return await invitations.AcceptAsync(context.Actor(), token!, caller.UserId, cancellation) switch
        {
            ChangeResult.Done => TypedResults.LocalRedirect($"/organizations/{invitation.OrganizationSlug}"),
            ChangeResult.PlanFull => Messages.Page(StatusCodes.Status403Forbidden, "No room", "The organization's plan has no room for another member.", isSignedIn: true),
            _ => UsedUp(),
        };
    }

    private static async Task<IResult> MakeAccountAsync(
        HttpContext context, [FromForm] string? token, [FromForm] string? name, [FromForm] string? email, [FromForm] string? password,
        InvitationStore invitations, NewAccounts accounts, AttemptLimits limits, IOptions<AccountOptions> options, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Value.SignUp == "off" || !Transport.MaySignIn(context.Request) || !limits.Take(context, "invitation") || await FindAsync(token, invitations, cancellation) is not { } invitation)
        {
            return UsedUp();
        }

        var even = EvenTime.Start(time);
        if (await accounts.MakeAsync(context, name, invitation.Email ?? email, password, isConfirmed: invitation.Email is not null, organization: null, cancellation) is { } wrong)
        {
            return AccountForm(token!, invitation).Page(wrong);
        }

        await even.WaitAsync(cancellation);
        return TypedResults.LocalRedirect($"/sign-in?next={Uri.EscapeDataString($"/invitation?token={token}")}");
    }

    private static async Task<IResult> SignUpAsync(
        HttpContext context, [FromForm] string? name, [FromForm] string? email, [FromForm] string? password,
        NewAccounts accounts, AttemptLimits limits, IOptions<AccountOptions> options, TimeProvider time, CancellationToken cancellation)
    {
        if (!IsOpen(context, options))
        {
            return Messages.NotFound();
        }

        var even = EvenTime.Start(time);
        if (!limits.Take(context, $"sign-up {email}"))
        {
            return SignUp.Page("There were too many attempts. Try again later.");
        }

        if (await accounts.MakeAsync(context, name, email, password, isConfirmed: false, organization: name, cancellation) is { } wrong)
        {
            return SignUp.Page(wrong);
        }

        await even.WaitAsync(cancellation);
        return Messages.Page(StatusCodes.Status200OK, "Almost there", "Sign in with the address and the password you gave. Where mail is set up, a link to confirm the address comes first.", "/sign-in", "Sign in");
    }

    private static async Task<InvitationRow?> FindAsync(string? token, InvitationStore invitations, CancellationToken cancellation) =>
        token is { Length: > 0 and <= MaxTokenLength } ? await invitations.FindAsync(token, cancellation) : null;

    private static IResult UsedUp() =>
        Messages.Page(StatusCodes.Status403Forbidden, "This invitation is used up", "It works once, for a week. Ask whoever sent it for another.", "/sign-in", "Sign in");
}
