namespace Picket.Hosting;

/// <summary>Settings are wrong; the message lists all that is.</summary>
/// <param name="errors">Each with the setting's name and what to write.</param>
/// <param name="page">The page of documentation that lists all settings.</param>
public sealed class SettingsException(IEnumerable<string> errors, string page = "docs/configuration.md") : Exception(
    $"""
    Picket was told something wrong:
      {string.Join("\n  ", errors)}
    In the environment a colon is two underscores: Picket__Port. {page} lists all settings.
    """);
