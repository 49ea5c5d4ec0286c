using System.Net.Mail;

namespace Picket.Web.Accounts;

/// <summary>E-mail addresses as they are stored and compared: in lower case.</summary>
public static class EmailAddress
{
    private const int MaxLength = 254;

    /// <summary>The address; null where the text is none. Names, comments and line breaks, which could become headers of a mail, are refused.</summary>
    public static string? Normalize(string text)
    {
        text = text.Trim();
        return text.Length is >= 3 and <= MaxLength && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or '"' or '(' or ')' or ',' or ';' or '\\')
            && text.LastIndexOf('@') is > 0 and var at && at == text.IndexOf('@', StringComparison.Ordinal) && at < text.Length - 1
            && MailAddress.TryCreate(text, out var address) && address.Address == text
            ? text.ToLowerInvariant()
            : null;
    }
}
