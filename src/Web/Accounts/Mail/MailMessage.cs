namespace Picket.Web.Accounts.Mail;

/// <summary>A mail in plain text.</summary>
/// <param name="To">One address, as <see cref="EmailAddress.Normalize"/> gives it.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The body.</param>
internal sealed record MailMessage(string To, string Subject, string Text);
