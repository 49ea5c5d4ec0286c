using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Picket.Storage.Accounts;

namespace Picket.Web.Accounts;

/// <summary>What a password must be: long enough, not too long to hash, not among the commonest, not the person's own address. Nothing about digits and signs: NIST SP 800-63B 3.1.1.</summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    /// <summary>Characters of the shortest password.</summary>
    public const int Least = 12;

    /// <summary>Characters of the longest password.</summary>
    public const int Most = 256;

    private const int Iterations = 210_000; // OWASP's Password Storage Cheat Sheet for PBKDF2 with SHA-512.

    private static readonly FrozenSet<string> _common = ReadCommon();

    /// <summary>How passwords are hashed.</summary>
    public static PasswordHasher<User> Hasher { get; } = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>What is wrong with a password; null where nothing is.</summary>
    public static string? Check(string password, string? email)
    {
        if (password.Length is < Least or > Most)
        {
            return $"A password has {Least} to {Most} characters.";
        }

        var folded = password.ToLowerInvariant();
        if (_common.Contains(folded) || folded.Distinct().Count() < 4)
        {
            return "This password is among the first that anybody would try. A few words that have nothing to do with each other are better.";
        }

        return email is not null && (folded.Contains(email, StringComparison.Ordinal) || folded.Contains("picketpicket", StringComparison.Ordinal))
            ? "This password is too close to your address or to Picket's name."
            : null;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        Check(password ?? "", user.Email) is { } wrong ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = wrong }) : IdentityResult.Success);

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').ToFrozenSet();
    }
}
