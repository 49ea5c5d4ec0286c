using System.ComponentModel.DataAnnotations;

namespace Picket.Web.Accounts;

/// <summary>Who may have an account. Section <c>Picket</c> of the configuration.</summary>
public sealed class AccountOptions : IValidatableObject
{
    /// <summary>The shortest <see cref="OwnerSecret"/>.</summary>
    public const int MinSecretLength = 24;

    /// <summary><c>invitation</c>: people come by invitation. <c>open</c>: everybody may sign up, and gets an organization. <c>off</c>: invitations make no accounts, either; the command line does.</summary>
    public string SignUp { get; set; } = "invitation";

    /// <summary>Signs in as the installation's first user, in place of the link that the first start prints. At least 24 characters; empty for none.</summary>
    public string OwnerSecret { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SignUp is not ("invitation" or "open" or "off"))
        {
            yield return new("There are invitation, open and off.", [nameof(SignUp)]);
        }

        if (OwnerSecret.Length is > 0 and < MinSecretLength)
        {
            yield return new($"A secret has at least {MinSecretLength} characters.", [nameof(OwnerSecret)]);
        }
    }
}
