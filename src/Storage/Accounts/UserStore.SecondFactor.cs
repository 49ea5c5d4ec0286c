namespace Picket.Storage.Accounts;

public sealed partial class UserStore
{
    /// <inheritdoc/>
    public Task<bool> GetTwoFactorEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactor);

    /// <inheritdoc/>
    public Task SetTwoFactorEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => Set(() => user.TwoFactor = enabled);

    /// <inheritdoc/>
    public Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Authenticator);

    /// <inheritdoc/>
    public Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) => Set(() => user.Authenticator = key);

    /// <inheritdoc/>
    public Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = string.Join(',', recoveryCodes.Select(Hash));
        return ExecuteAsync("update users set recovery_codes = @RecoveryCodes where id = @Id", user, cancellationToken);
    }

    /// <summary>Uses a code up. Of two at once with the same code one succeeds.</summary>
    public async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var before = user.RecoveryCodes ?? "";
        var left = before.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!left.Remove(Hash(code)))
        {
            return false;
        }

        var now = string.Join(',', left);
        user.RecoveryCodes = now;
        return await ExecuteAsync("update users set recovery_codes = @now where id = @Id and recovery_codes = @before", new { now, user.Id, before }, cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult((user.RecoveryCodes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Length);

    /// <summary>Notes that a code of the authenticator was used; false where it was the last one used already, so that nobody uses one that was looked over a shoulder.</summary>
    public async Task<bool> UseCodeAsync(User user, string code, CancellationToken cancellationToken) =>
        await ExecuteAsync("update users set last_code = @code where id = @Id and last_code is distinct from @code", new { user.Id, code = Hash(code) }, cancellationToken).ConfigureAwait(false) == 1;

    private static string Hash(string code) => Convert.ToHexStringLower(Secrets.Hash(code.ToUpperInvariant()));
}
