using System.ComponentModel.DataAnnotations;

namespace Picket.Web.Accounts.Mail;

/// <summary>How mail is sent. Section <c>Picket</c> of the configuration. Without <see cref="SmtpHost"/> none is: invitations are links to hand over, and nobody can ask for a new password.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The SMTP server's name; empty for none.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>Its port. 1 to 65535.</summary>
    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary><c>starttls</c>, <c>tls</c> from the first byte, or <c>none</c> for a server on this machine.</summary>
    public string SmtpSecurity { get; set; } = "starttls";

    /// <summary>User name; empty to log in nowhere.</summary>
    public string SmtpUser { get; set; } = "";

    /// <summary>Password.</summary>
    public string SmtpPassword { get; set; } = "";

    /// <summary>The sender's address.</summary>
    public string SmtpFrom { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SmtpSecurity is not ("starttls" or "tls" or "none"))
        {
            yield return new("There are starttls, tls and none.", [nameof(SmtpSecurity)]);
        }

        if (SmtpHost.Length > 0 && EmailAddress.Normalize(SmtpFrom) is null)
        {
            yield return new("Name the address that mail comes from.", [nameof(SmtpFrom)]);
        }
    }
}
