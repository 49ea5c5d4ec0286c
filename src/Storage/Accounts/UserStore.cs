using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Picket.Storage.Accounts;

/// <summary>Users in PostgreSQL, as Identity wants them. Passwords, mail addresses and lockout are here, second factors in the other file.</summary>
public sealed partial class UserStore(Store store) :
    IUserPasswordStore<User>, IUserSecurityStampStore<User>, IUserLockoutStore<User>, IUserEmailStore<User>,
    IUserTwoFactorStore<User>, IUserAuthenticatorKeyStore<User>, IUserTwoFactorRecoveryCodeStore<User>
{
    private const string Select = """
        select id, name, email, email_confirmed as emailConfirmed, password_hash as passwordHash, security_stamp as securityStamp, failed_count as failedCount,
            locked_until as lockedUntil, two_factor as twoFactor, authenticator, recovery_codes as recoveryCodes, is_operator as isOperator
        from users
        """;

    /// <inheritdoc/>
    public async Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            user.Id = await OneAsync<long>(
                """
                insert into users (name, email, email_confirmed, password_hash, security_stamp, is_operator)
                values (@Name, @Email, @EmailConfirmed, @PasswordHash, @SecurityStamp, @IsOperator) returning id
                """,
                user,
                cancellationToken).ConfigureAwait(false);
            return IdentityResult.Success;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return IdentityResult.Failed(new IdentityError { Code = nameof(IdentityErrorDescriber.DuplicateEmail), Description = "There is an account with this address." });
        }
    }

    /// <inheritdoc/>
    public async Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken)
    {
        // Failures are counted where they happen, or two at once would count as one.
        await ExecuteAsync(
            """
            update users set name = @Name, email = @Email, email_confirmed = @EmailConfirmed, password_hash = @PasswordHash, security_stamp = @SecurityStamp,
                two_factor = @TwoFactor, authenticator = @Authenticator where id = @Id
            """,
            user,
            cancellationToken).ConfigureAwait(false);
        return IdentityResult.Success;
    }

    /// <inheritdoc/>
    public async Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken)
    {
        await ExecuteAsync("delete from users where id = @Id", user, cancellationToken).ConfigureAwait(false);
        return IdentityResult.Success;
    }

    /// <inheritdoc/>
    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? FindAsync($"{Select} where id = @id", new { id }, cancellationToken)
            : Task.FromResult<User?>(null);

    /// <inheritdoc/>
    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByEmailAsync(normalizedUserName, cancellationToken);

    /// <inheritdoc/>
    public Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        FindAsync($"{Select} where email = @email", new { email = normalizedEmail.ToLowerInvariant() }, cancellationToken);

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Email ?? (string?)user.Name);

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    /// <inheritdoc/>
    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<string?> GetPasswordHashAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    /// <inheritdoc/>
    public Task<bool> HasPasswordAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    /// <inheritdoc/>
    public Task SetPasswordHashAsync(User user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    /// <inheritdoc/>
    public Task<string?> GetSecurityStampAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    /// <inheritdoc/>
    public Task SetSecurityStampAsync(User user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    /// <inheritdoc/>
    public Task<string?> GetEmailAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Email);

    /// <inheritdoc/>
    public Task<string?> GetNormalizedEmailAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Email);

    /// <inheritdoc/>
    public Task<bool> GetEmailConfirmedAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.EmailConfirmed);

    /// <inheritdoc/>
    public Task SetEmailAsync(User user, string? email, CancellationToken cancellationToken) => Set(() => user.Email = email?.ToLowerInvariant());

    /// <inheritdoc/>
    public Task SetNormalizedEmailAsync(User user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SetEmailConfirmedAsync(User user, bool confirmed, CancellationToken cancellationToken) => Set(() => user.EmailConfirmed = confirmed);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> GetLockoutEndDateAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    /// <inheritdoc/>
    public Task SetLockoutEndDateAsync(User user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockedUntil = lockoutEnd;
        return ExecuteAsync("update users set locked_until = @LockedUntil where id = @Id", user, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> IncrementAccessFailedCountAsync(User user, CancellationToken cancellationToken) =>
        user.FailedCount = await OneAsync<int>("update users set failed_count = failed_count + 1 where id = @Id returning failed_count", user, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task ResetAccessFailedCountAsync(User user, CancellationToken cancellationToken)
    {
        user.FailedCount = 0;
        return ExecuteAsync("update users set failed_count = 0 where id = @Id", user, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> GetAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.FailedCount);

    /// <inheritdoc/>
    public Task<bool> GetLockoutEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task SetLockoutEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The store outlives it.
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private async Task<User?> FindAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<User>(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    private async Task<T> OneAsync<T>(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleAsync<T>(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.ExecuteAsync(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
