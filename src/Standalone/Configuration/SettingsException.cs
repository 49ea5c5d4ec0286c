namespace Picket.Standalone.Configuration;

/// <summary>Settings are wrong; the message lists all that is.</summary>
internal sealed class SettingsException(IEnumerable<string> errors) : Exception(
    $"""
    Picket was told something wrong:
      {string.Join("\n  ", errors)}
    In the environment a colon is two underscores: Picket__Port. docs/configuration.md lists all settings.
    """);
