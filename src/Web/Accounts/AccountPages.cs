using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Pages;
using Picket.Web.Api.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>One's own account: address, password, second factor, sessions, tokens. What would let a thief of the session stay wants the password again.</summary>
internal sealed class AccountPages(UserManager<User> users, UserStore store, ISessions sessions, TokenStore tokens, AuditLog audit, AttemptLimits limits, TimeProvider time)
{
    private const string WrongPassword = "The password is wrong.";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/account").Needs(Permission.Account).DisableAntiforgery(); // AccessMiddleware checks it.
        pages.MapGet("", (Caller caller, AccountPages account) => account.ShowAsync(caller));
        pages.MapPost("/password", (HttpContext context, Caller caller, AccountPages account, [FromForm] string? email, [FromForm] string? current, [FromForm] string? password) =>
            account.SetPasswordAsync(context, caller, email, current, password));
        pages.MapPost("/name", (Caller caller, AccountPages account, [FromForm] string? name) => account.RenameAsync(caller, name));
        pages.MapPost("/authenticator", (Caller caller, AccountPages account) => account.SetUpAsync(caller, null));
        pages.MapPost("/authenticator/on", (HttpContext context, Caller caller, AccountPages account, [FromForm] string? code) => account.SwitchOnAsync(context, caller, code));
        pages.MapPost("/authenticator/off", (HttpContext context, Caller caller, AccountPages account, [FromForm] string? current) => account.SwitchOffAsync(context, caller, current));
        pages.MapPost("/codes", (HttpContext context, Caller caller, AccountPages account, [FromForm] string? current) => account.NewCodesAsync(context, caller, current));
        pages.MapPost("/sessions/end", (Caller caller, AccountPages account, [FromForm] string? session) => account.EndSessionAsync(caller, session));
        pages.MapPost("/tokens", (HttpContext context, Caller caller, AccountPages account) => account.NewTokenAsync(context, caller));
        pages.MapPost("/tokens/revoke", (HttpContext context, Caller caller, AccountPages account, [FromForm] string? token) => account.RevokeAsync(context, caller, token));
    }

    private async Task<User> UserAsync(Caller caller) =>
        await users.FindByIdAsync(caller.UserId.ToString(CultureInfo.InvariantCulture)) ?? throw new InvalidOperationException("The session's user is gone.");

    private async Task<IResult> ShowAsync(Caller caller, Func<AccountView, AccountView>? with = null, int status = StatusCodes.Status200OK)
    {
        var user = await UserAsync(caller);
        var view = new AccountView(
            user, caller.SessionId, await sessions.ListAsync(user.Id, CancellationToken.None), await tokens.ListAsync(user.Id, CancellationToken.None), await users.CountRecoveryCodesAsync(user));
        return new HtmlPage<AccountPage>(new() { [nameof(AccountPage.View)] = with is null ? view : with(view) }, status);
    }

    private Task<IResult> RefuseAsync(Caller caller, string error) => ShowAsync(caller, view => view with { Error = error }, StatusCodes.Status400BadRequest);

    /// <summary>True where it is right, or where there is none yet.</summary>
    private async Task<bool> IsRightAsync(HttpContext context, User user, string? current)
    {
        if (user.PasswordHash is null)
        {
            return true;
        }

        return limits.Take(context, $"password {user.Id}") && current is { Length: > 0 and <= PasswordRules.Most } && await users.CheckPasswordAsync(user, current);
    }

    private async Task<IResult> SetPasswordAsync(HttpContext context, Caller caller, string? email, string? current, string? password)
    {
        var user = await UserAsync(caller);
        var address = EmailAddress.Normalize(email ?? "");
        if (!await IsRightAsync(context, user, current))
        {
            return await RefuseAsync(caller, WrongPassword);
        }

        if ((address is null ? "This is no e-mail address." : PasswordRules.Check(password ?? "", address)) is { } wrong)
        {
            return await RefuseAsync(caller, wrong);
        }

        if (address != user.Email)
        {
            if (await users.FindByEmailAsync(address!) is not null)
            {
                return await RefuseAsync(caller, "This address cannot be used.");
            }

            (user.Email, user.EmailConfirmed) = (address, false);
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, password!);
        await users.UpdateSecurityStampAsync(user); // Saves it, and ends all sessions.
        await Session.StartAsync(context, user.Id);
        await audit.WriteAsync(context.Actor(), "user.password", "changed", CancellationToken.None);
        return TypedResults.LocalRedirect("/account");
    }

    private async Task<IResult> RenameAsync(Caller caller, string? name)
    {
        if (name?.Trim() is not { Length: >= 1 and <= 200 } wanted || wanted.Any(char.IsControl))
        {
            return await RefuseAsync(caller, "A name has 1 to 200 characters.");
        }

        var user = await UserAsync(caller);
        user.Name = wanted;
        await users.UpdateAsync(user);
        return TypedResults.LocalRedirect("/account");
    }

    private async Task<IResult> SetUpAsync(Caller caller, string? error)
    {
        var user = await UserAsync(caller);
        if (user.TwoFactor)
        {
            return await RefuseAsync(caller, "There is a second factor already; switch it off first.");
        }

        if (error is null)
        {
            user.Authenticator = users.GenerateNewAuthenticatorKey();
            await users.UpdateAsync(user);
        }

        var key = user.Authenticator!;
        return await ShowAsync(
            caller,
            view => view with { Error = error, Authenticator = (key, QrCode.Svg(QrCode.AddressOf(user.Email ?? user.Name, key))) },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> SwitchOnAsync(HttpContext context, Caller caller, string? code)
    {
        var user = await UserAsync(caller);
        if (user.TwoFactor || user.Authenticator is null)
        {
            return TypedResults.LocalRedirect("/account");
        }

        code = code?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        if (!limits.Take(context, $"code {user.Id}") || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code)
            || !await store.UseCodeAsync(user, code, CancellationToken.None))
        {
            return await SetUpAsync(caller, "The code is wrong. Does the app's clock agree with this machine's?");
        }

        user.TwoFactor = true;
        return await SaveWithCodesAsync(context, caller, user, "second factor on");
    }

    private async Task<IResult> NewCodesAsync(HttpContext context, Caller caller, string? current)
    {
        var user = await UserAsync(caller);
        return user.TwoFactor && await IsRightAsync(context, user, current) ? await SaveWithCodesAsync(context, caller, user, "new recovery codes") : await RefuseAsync(caller, WrongPassword);
    }

    private async Task<IResult> SaveWithCodesAsync(HttpContext context, Caller caller, User user, string what)
    {
        await users.UpdateSecurityStampAsync(user);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10);
        await Session.StartAsync(context, user.Id);
        await audit.WriteAsync(context.Actor(), "user.factor", what, CancellationToken.None);
        return await ShowAsync(caller, view => view with { NewCodes = [.. codes ?? []] });
    }

    private async Task<IResult> SwitchOffAsync(HttpContext context, Caller caller, string? current)
    {
        var user = await UserAsync(caller);
        if (!await IsRightAsync(context, user, current))
        {
            return await RefuseAsync(caller, WrongPassword);
        }

        (user.TwoFactor, user.Authenticator) = (false, null);
        await users.UpdateSecurityStampAsync(user);
        await Session.StartAsync(context, user.Id);
        await audit.WriteAsync(context.Actor(), "user.factor", "second factor off", CancellationToken.None);
        return TypedResults.LocalRedirect("/account");
    }

    private async Task<IResult> EndSessionAsync(Caller caller, string? session)
    {
        if (session is null)
        {
            await sessions.EndAllAsync(caller.UserId, caller.SessionId, CancellationToken.None);
        }
        else if (MemberEndpoints.TryReadUser(session, out var id))
        {
            await sessions.EndAsync(caller.UserId, id, CancellationToken.None);
        }

        return TypedResults.LocalRedirect("/account");
    }

    private async Task<IResult> NewTokenAsync(HttpContext context, Caller caller)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (label, days) = (form["label"].ToString().Trim(), form["days"].ToString());
        var wanted = form["scopes"].Aggregate(TokenScopes.None, (all, scope) => all | ApiToken.Scope(scope ?? ""));
        var lifetime = string.IsNullOrEmpty(days) ? 0 : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 3650 ? number : -1;
        if (label.Length is < 1 or > 100 || label.Any(char.IsControl) || wanted == TokenScopes.None || lifetime < 0)
        {
            return await RefuseAsync(caller, "A token has a label, something it may do, and at most 3650 days.");
        }

        var (_, token) = await tokens.CreateAsync(new(caller.UserId, label, wanted, null, lifetime == 0 ? null : time.GetUtcNow().AddDays(lifetime)), CancellationToken.None);
        await audit.WriteAsync(context.Actor(), "token.create", label, CancellationToken.None);
        return await ShowAsync(caller, view => view with { NewToken = token });
    }

    private async Task<IResult> RevokeAsync(HttpContext context, Caller caller, string? token)
    {
        if (MemberEndpoints.TryReadUser(token ?? "", out var id) && await tokens.RevokeAsync(caller.UserId, id, CancellationToken.None) is { } label)
        {
            await audit.WriteAsync(context.Actor(), "token.remove", label, CancellationToken.None);
        }

        return TypedResults.LocalRedirect("/account");
    }
}
