namespace Picket.Web.Accounts.Mail;

/// <summary>Sends mail to people who have accounts, or shall have.</summary>
internal interface IMailer
{
    /// <summary>False where no server is configured: then nothing is sent, and pages say so.</summary>
    bool IsEnabled { get; }

    /// <summary>Puts a mail into the queue. It returns at once, whether the address exists or not, so that no answer takes longer for some.</summary>
    void Send(MailMessage message);
}
