using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Mail;
using Picket.Web.Api;

namespace Picket.Web.Accounts;

/// <summary>Makes accounts.</summary>
internal sealed class NewAccounts(UserManager<User> users, Confirmations confirmations, OrganizationStore organizations, AuditLog audit, IMailer mailer)
{
    /// <summary>Makes one. What is wrong with what was given is said; that the address has an account already is not.</summary>
    /// <param name="context">The request it comes with.</param>
    /// <param name="name">How others shall call the user.</param>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    /// <param name="isConfirmed">True where the link that led here was mailed to the address.</param>
    /// <param name="organization">The name of an organization to make for the user; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is wrong, for the person; null where nothing is.</returns>
    public async Task<string?> MakeAsync(
        HttpContext context, string? name, string? email, string? password, bool isConfirmed, string? organization, CancellationToken cancellation)
    {
        name = name?.Trim();
        var address = EmailAddress.Normalize(email ?? "");
        if (name is not { Length: >= 1 and <= 100 } || name.Any(char.IsControl))
        {
            return "A name has 1 to 100 characters.";
        }

        if (address is null)
        {
            return "This is no e-mail address.";
        }

        if (PasswordRules.Check(password ?? "", address) is { } wrong)
        {
            return wrong;
        }

        var user = new User { Name = name, Email = address, EmailConfirmed = isConfirmed };
        if (await users.FindByEmailAsync(address) is not null)
        {
            Passwords.Pretend(password!);
            return null;
        }

        if (!(await users.CreateAsync(user, password!)).Succeeded)
        {
            return null; // Somebody was faster.
        }

        var actor = new Actor(user.Id, user.Name, "link", Session.AddressOf(context));
        await audit.WriteAsync(actor, "user.create", address, cancellation);
        if (organization is not null)
        {
            await organizations.CreateAsync(actor, $"{Slug.From(organization[..Math.Min(organization.Length, 40)])}-{user.Id}", organization, user.Id, cancellation);
        }

        if (!isConfirmed && mailer.IsEnabled)
        {
            await confirmations.SendAsync(user, cancellation);
        }

        return null;
    }
}
