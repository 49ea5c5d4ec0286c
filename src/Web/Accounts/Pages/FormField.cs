namespace Picket.Web.Accounts.Pages;

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name when it is sent.</param>
/// <param name="Label">What it asks for; null for one that is not shown.</param>
/// <param name="Type">Of the input element.</param>
/// <param name="Autocomplete">What browsers and password managers may fill in.</param>
/// <param name="Value">What is in it at first.</param>
/// <param name="IsRequired">False where it may be empty.</param>
public sealed record FormField(string Name, string? Label, string Type = "text", string Autocomplete = "off", string? Value = null, bool IsRequired = true)
{
    /// <summary>One that is not shown.</summary>
    public static FormField Hidden(string name, string value) => new(name, null, "hidden", "off", value);

    /// <summary>An address.</summary>
    public static FormField Email(string? value = null) => new("email", "E-mail address", "email", "username", value);

    /// <summary>The password there is.</summary>
    public static FormField Password { get; } = new("password", "Password", "password", "current-password");

    /// <summary>A password to be.</summary>
    public static FormField NewPassword { get; } = new("password", "New password (12 characters or more)", "password", "new-password");
}
