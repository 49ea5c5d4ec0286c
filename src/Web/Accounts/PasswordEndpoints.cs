using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Mail;
using Picket.Web.Accounts.Pages;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>Forgotten passwords, and addresses to confirm. Answers are the same whether there is an account or not, and take as long.</summary>
internal static class PasswordEndpoints
{
    private static readonly FormView Forgot = new("Forgot your password?", "/password/forgot", "Send a link", FormField.Email())
    {
        Texts = ["Give your address: if there is an account for it, a mail with a link to set a new password is sent there."],
    };

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").IsOpen().DisableAntiforgery(); // AccessMiddleware checks it.
        open.MapGet("/password/forgot", (IMailer mailer) => mailer.IsEnabled ? Forgot.Page() : Messages.NotFound());
        open.MapPost("/password/forgot", SendAsync);
        open.MapGet("/password/reset", (string? token) => ResetForm(token).Page());
        open.MapPost("/password/reset", ResetAsync);
        open.MapGet("/confirm", (string? token) => new FormView("Confirm your address", "/confirm", "Confirm", FormField.Hidden("token", token ?? "")).Page());
        open.MapPost("/confirm", ConfirmAsync);
    }

    private static FormView ResetForm(string? token) => new("Set a new password", "/password/reset", "Set it", FormField.NewPassword, FormField.Hidden("token", token ?? ""));

    private static async Task<IResult> SendAsync(
        HttpContext context, [FromForm] string? email, UserManager<User> users, Confirmations confirmations, AttemptLimits limits, IMailer mailer, TimeProvider time, CancellationToken cancellation)
    {
        if (!mailer.IsEnabled)
        {
            return Messages.NotFound();
        }

        var even = EvenTime.Start(time);
        var address = EmailAddress.Normalize(email ?? "");
        if (limits.Take(context, $"reset {address}") && address is not null && await users.FindByEmailAsync(address) is { } user)
        {
            await confirmations.SendResetAsync(user, cancellation);
        }

        await even.WaitAsync(cancellation);
        return Messages.Page(StatusCodes.Status200OK, "Look into your mail", "If there is an account for that address, a mail with a link is on its way. It works for an hour.", "/sign-in", "Sign in");
    }

    private static async Task<IResult> ResetAsync(
        HttpContext context, [FromForm] string? token, [FromForm] string? password, UserManager<User> users, LinkStore links, AttemptLimits limits, AuditLog audit, CancellationToken cancellation)
    {
        // A password that will not do leaves the link good.
        if (!limits.Take(context, "reset") || token is not { Length: > 0 and <= 200 } || await links.FindAsync(token, LinkPurpose.ResetPassword, cancellation) is not { } link
            || await users.FindByIdAsync(link.UserId.ToString(CultureInfo.InvariantCulture)) is not { } user || user.Email != link.Email)
        {
            return Messages.Page(StatusCodes.Status403Forbidden, "This link is used up", "It works once, for an hour.", "/password/forgot", "Ask for another");
        }

        if (PasswordRules.Check(password ?? "", user.Email) is { } wrong)
        {
            return ResetForm(token).Page(wrong);
        }

        if (await links.UseAsync(token, LinkPurpose.ResetPassword, cancellation) is null)
        {
            return Messages.Page(StatusCodes.Status403Forbidden, "This link is used up", "It works once, for an hour.", "/password/forgot", "Ask for another");
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, password!);
        user.EmailConfirmed = true; // The mail arrived.
        await users.UpdateSecurityStampAsync(user); // Saves it, and ends all sessions.
        await users.ResetAccessFailedCountAsync(user);
        await users.SetLockoutEndDateAsync(user, null);
        await audit.WriteAsync(new(user.Id, user.Name, "link", Session.AddressOf(context)), "user.password", "reset", cancellation);
        return Messages.Page(StatusCodes.Status200OK, "The new password holds", "All sessions have ended. Sign in with it.", "/sign-in", "Sign in");
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, [FromForm] string? token, UserManager<User> users, LinkStore links, AttemptLimits limits, CancellationToken cancellation)
    {
        if (!limits.Take(context, "confirm") || token is not { Length: > 0 and <= 200 } || await links.UseAsync(token, LinkPurpose.ConfirmEmail, cancellation) is not { } link
            || await users.FindByIdAsync(link.UserId.ToString(CultureInfo.InvariantCulture)) is not { } user || user.Email != link.Email)
        {
            return Messages.Page(StatusCodes.Status403Forbidden, "This link is used up", "It works once, for two days. Sign in to get another.", "/sign-in", "Sign in");
        }

        user.EmailConfirmed = true;
        await users.UpdateAsync(user);
        return Messages.Page(StatusCodes.Status200OK, "Your address is confirmed", "You can sign in now.", "/sign-in", "Sign in");
    }
}
