using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Mail;
using Picket.Web.Accounts.Pages;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>Signing in by password, second factor, one-time link or the installation's secret; signing out.</summary>
internal static class SignInEndpoints
{
    private const int MaxTokenLength = 200;
    private const string Wrong = "The address or the password is wrong, or there were too many attempts. Try again, or later.";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").IsOpen().DisableAntiforgery(); // AccessMiddleware checks it.
        open.MapGet("/sign-in", Show);
        open.MapPost("/sign-in", SignInAsync);
        open.MapGet("/sign-in/code", ShowCode);
        open.MapPost("/sign-in/code", GiveCodeAsync);
        open.MapPost("/sign-out", SignOutAsync);
    }

    /// <summary>The page for who does not sign in by a link.</summary>
    public static FormView PasswordForm(string? next, bool hasMail, bool isOpen) => new(
        "Sign in", "/sign-in", "Sign in", FormField.Email(), FormField.Password, FormField.Hidden("next", LocalPath.Of(next)))
    {
        Links =
        [
            .. hasMail ? [("/password/forgot", "Forgot your password?")] : Array.Empty<(string, string)>(),
            .. isOpen ? [("/sign-up", "Make an account")] : Array.Empty<(string, string)>(),
        ],
    };

    private static IResult Show(HttpContext context, string? token, string? next, IMailer mailer, IOptions<AccountOptions> options)
    {
        if (!Transport.MaySignIn(context.Request))
        {
            return NeedsHttps();
        }

        if (token is { Length: > 0 and <= MaxTokenLength })
        {
            return new HtmlPage<SignInPage>(new() { [nameof(SignInPage.Token)] = token });
        }

        var form = PasswordForm(next, mailer.IsEnabled, options.Value.SignUp == "open");
        return (form with { Texts = ["The first time? Open the sign-in link that Picket printed where it was started. It works once; each start prints a new one."] }).Page();
    }

    private static IResult NeedsHttps() => Messages.Page(
        StatusCodes.Status200OK, "Sign in needs HTTPS",
        "Passwords and sessions would travel in the open here. Reach Picket by HTTPS and set Picket__PublicUrl to that address, or sign in on the machine itself by http://localhost.", "/sign-in", "Try again");

    private static async Task<IResult> SignInAsync(
        HttpContext context, [FromForm] string? token, [FromForm] string? email, [FromForm] string? password, [FromForm] string? next,
        LinkStore links, Passwords passwords, AttemptLimits limits, Confirmations confirmations, AuditLog audit, IMailer mailer, IOptions<AccountOptions> options, TimeProvider time,
        CancellationToken cancellation)
    {
        if (!Transport.MaySignIn(context.Request))
        {
            return Messages.Page(StatusCodes.Status403Forbidden, "Sign in needs HTTPS", "Reach Picket by HTTPS, or sign in on the machine itself by http://localhost.");
        }

        if (token is not null)
        {
            return await UseLinkAsync(context, token, links, limits, audit, options.Value, cancellation);
        }

        var even = EvenTime.Start(time);
        var address = EmailAddress.Normalize(email ?? "");
        var (result, user) = limits.Take(context, address ?? "") && password is { Length: > 0 and <= PasswordRules.Most }
            ? await passwords.CheckAsync(address, password)
            : (SignInResult.Wrong, null);
        if (result == SignInResult.Wrong)
        {
            await even.WaitAsync(cancellation);
            return PasswordForm(next, mailer.IsEnabled, options.Value.SignUp == "open").Page(Wrong);
        }

        if (result == SignInResult.Unconfirmed)
        {
            await confirmations.SendAsync(user!, cancellation);
            return Messages.Page(StatusCodes.Status200OK, "Confirm your address", "A mail with a link is on its way. Open it, then sign in.", "/sign-in", "Sign in");
        }

        var isPending = result == SignInResult.SecondFactor;
        await Session.StartAsync(context, user!.Id, isPending);
        if (isPending)
        {
            return TypedResults.LocalRedirect($"/sign-in/code?next={Uri.EscapeDataString(LocalPath.Of(next))}");
        }

        await audit.WriteAsync(ActorOf(context, user), "user.sign-in", "password", cancellation);
        return TypedResults.LocalRedirect(LocalPath.Of(next));
    }

    /// <summary>Looking at the link does not use it up: mail scanners and previews look, too. Sending the page's form does.</summary>
    private static async Task<IResult> UseLinkAsync(
        HttpContext context, string token, LinkStore links, AttemptLimits limits, AuditLog audit, AccountOptions options, CancellationToken cancellation)
    {
        var user = !limits.Take(context, "") || token.Length is 0 or > MaxTokenLength ? null
            : IsOwnerSecret(token, options) ? await links.FindFirstOperatorAsync(cancellation)
            : (await links.UseAsync(token, LinkPurpose.SignIn, cancellation))?.UserId;
        if (user is not { } id)
        {
            // Whoever opens the same link again is in already.
            return context.Features.Get<Caller>() is null
                ? Messages.Page(StatusCodes.Status403Forbidden, "This link is used up", "It works once, and not for ever. Start Picket again for a new one.", "/sign-in", "Sign in")
                : TypedResults.LocalRedirect("/");
        }

        await Session.StartAsync(context, id);
        await audit.WriteAsync(new(id, "user " + id.ToString(CultureInfo.InvariantCulture), "link", Session.AddressOf(context)), "user.sign-in", "link", cancellation);
        return TypedResults.LocalRedirect("/");
    }

    private static bool IsOwnerSecret(string token, AccountOptions options) =>
        options.OwnerSecret.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(options.OwnerSecret)));

    private static FormView CodeForm(string? next) => new(
        "Second factor", "/sign-in/code", "Continue", new FormField("code", "Code of your authenticator, or a recovery code", "text", "one-time-code"), FormField.Hidden("next", LocalPath.Of(next)));

    private static IResult ShowCode(HttpContext context, string? next) =>
        context.Features.Get<Identified>() is { IsPending: true } ? CodeForm(next).Page() : TypedResults.LocalRedirect("/sign-in");

    private static async Task<IResult> GiveCodeAsync(
        HttpContext context, [FromForm] string? code, [FromForm] string? next, UserManager<User> users, Passwords passwords, AttemptLimits limits, AuditLog audit, CancellationToken cancellation)
    {
        if (context.Features.Get<Identified>() is not { IsPending: true, UserId: var id } || await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is not { } user)
        {
            return TypedResults.LocalRedirect("/sign-in");
        }

        if (code is not { Length: > 0 and <= 40 } || !limits.Take(context, $"code {id}") || !await passwords.CheckCodeAsync(user, code))
        {
            return CodeForm(next).Page("The code is wrong or used up, or there were too many attempts. Wait for the next one.");
        }

        await Session.StartAsync(context, id);
        await audit.WriteAsync(ActorOf(context, user), "user.sign-in", "password and code", cancellation);
        return TypedResults.LocalRedirect(LocalPath.Of(next));
    }

    private static Actor ActorOf(HttpContext context, User user) => new(user.Id, user.Name, "session", Session.AddressOf(context));

    private static async Task<IResult> SignOutAsync(HttpContext context, ISessions sessions)
    {
        await Session.EndAsync(context, sessions);
        Session.Forget(context);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
