using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Mail;

namespace Picket.Web.Accounts;

/// <summary>What an invitation's mail says.</summary>
internal sealed class Invitations(IMailer mailer)
{
    /// <summary>Mails it, where it is for an address and mail is set up.</summary>
    public void Send(InvitationRow invitation, string inviter, string link)
    {
        if (invitation.Email is { } email)
        {
            mailer.Send(new(email, $"Join {OneLine(invitation.OrganizationName)} on Picket", $"""
                {OneLine(inviter)} invites you to {OneLine(invitation.OrganizationName)} on Picket, as {Roles.NameOf(invitation.Role)}.

                {link}

                The link works once, until {invitation.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. If you know nothing of it, ignore this mail.
                """));
        }
    }

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
