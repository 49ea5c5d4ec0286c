using Picket.Storage.Accounts;
using Picket.Web.Accounts.Mail;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>Mails with links: to confirm an address, and to set a new password.</summary>
internal sealed class Confirmations(LinkStore links, IMailer mailer, ReportUris uris)
{
    private static readonly TimeSpan ConfirmLifetime = TimeSpan.FromDays(2);
    private static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>Asks a user to confirm the address.</summary>
    public async Task SendAsync(User user, CancellationToken cancellation)
    {
        var secret = await links.CreateAsync(user.Id, LinkPurpose.ConfirmEmail, ConfirmLifetime, user.Email, cancellation);
        mailer.Send(new(user.Email!, "Confirm your address for Picket", $"""
            This address was given for an account on Picket. Confirm that it is yours:

            {uris.Of($"/confirm?token={secret}")}

            The link works once, for two days. If you know nothing of it, ignore this mail.
            """));
    }

    /// <summary>Lets a user set a new password.</summary>
    public async Task SendResetAsync(User user, CancellationToken cancellation)
    {
        var secret = await links.CreateAsync(user.Id, LinkPurpose.ResetPassword, ResetLifetime, user.Email, cancellation);
        mailer.Send(new(user.Email!, "Set a new password for Picket", $"""
            Somebody, you perhaps, asked for a new password for your account on Picket. Set it here:

            {uris.Of($"/password/reset?token={secret}")}

            The link works once, for an hour. If it was not you, ignore this mail: your password stays as it is.
            """));
    }
}
