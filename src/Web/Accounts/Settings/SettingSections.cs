using Picket.Storage.Projects;

namespace Picket.Web.Accounts.Settings;

/// <summary>How settings are arranged on pages. A setting that nothing is said of here shows up under limits by itself.</summary>
internal static class SettingSections
{
    /// <summary>Where filters have a form of their own.</summary>
    public const string Filters = "filters";

    /// <summary>Classes of noise, which are one member of the filters.</summary>
    public const string Noise = "noise";

    private const string Limits = "limits";

    /// <summary>A project's sections, in their order.</summary>
    public static IReadOnlyList<(string Id, string Name)> OfProject { get; } =
        [("general", "General"), ("keys", "Keys"), (Limits, "Limits"), (Filters, "Filters"), (Noise, "Noise"), ("privacy", "Privacy"), ("grouping", "Grouping"), ("danger", "Danger zone")];

    /// <summary>An organization's, in their order.</summary>
    public static IReadOnlyList<(string Id, string Name)> OfOrganization { get; } =
        [("projects", "Projects"), ("people", "People"), ("defaults", "Defaults of projects"), ("usage", "Usage"), ("audit", "Audit log"), ("danger", "Danger zone")];

    /// <summary>The settings of a section.</summary>
    public static IEnumerable<Setting> In(string section) => SettingCatalog.All.Where(setting => SectionOf(setting) == section);

    private static string SectionOf(Setting setting) => setting.Name switch
    {
        "allowedDomains" => "general",
        "keepQueries" => "privacy",
        "grouping" => "grouping",
        "filters" => Filters,
        _ => Limits,
    };
}
