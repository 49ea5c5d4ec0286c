using Microsoft.AspNetCore.Identity;
using Picket.Storage.Accounts;
using Picket.Web.Accounts.Mail;

namespace Picket.Web.Accounts;

/// <summary>Checks passwords and codes. Every check costs one hash, whether there is an account or not.</summary>
internal sealed class Passwords(UserManager<User> users, UserStore store, IMailer mailer)
{
    private static readonly PasswordHasher<User> _dummyHasher = PasswordRules.Hasher;
    private static readonly string _dummyHash = _dummyHasher.HashPassword(new User(), "nobody's password");

    /// <summary>Checks an address with a password.</summary>
    public async Task<(SignInResult Result, User? User)> CheckAsync(string? email, string password)
    {
        var user = email is null ? null : await users.FindByEmailAsync(email);
        if (user?.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            _dummyHasher.VerifyHashedPassword(new User(), _dummyHash, password);
            return (SignInResult.Wrong, null);
        }

        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return (SignInResult.Wrong, null);
        }

        if (mailer.IsEnabled && !user.EmailConfirmed)
        {
            return (SignInResult.Unconfirmed, user);
        }

        if (user.TwoFactor)
        {
            // Failures count on until the code is right, or codes could be tried without end.
            return (SignInResult.SecondFactor, user);
        }

        await users.ResetAccessFailedCountAsync(user);
        return (SignInResult.Right, user);
    }

    /// <summary>Checks the second factor: a code of the authenticator, which is good once, or a recovery code.</summary>
    public async Task<bool> CheckCodeAsync(User user, string code)
    {
        code = code.Replace(" ", "", StringComparison.Ordinal);
        if (await users.IsLockedOutAsync(user))
        {
            return false;
        }

        var isRight = code.Length == 6
            ? await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code) && await store.UseCodeAsync(user, code, CancellationToken.None)
            : code.Length is > 6 and <= 20 && (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
        if (!isRight)
        {
            await users.AccessFailedAsync(user);
            return false;
        }

        await users.ResetAccessFailedCountAsync(user);
        return true;
    }

    /// <summary>Does the work of making an account for an address that has one, so that it takes as long.</summary>
    public static void Pretend(string password) => _dummyHasher.HashPassword(new User(), password);
}
