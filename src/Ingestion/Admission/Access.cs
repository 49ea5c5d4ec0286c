using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Admission;

/// <summary>Whether a key opens a project.</summary>
public static class Access
{
    /// <summary>Checks <paramref name="key"/> against the project's settings.</summary>
    /// <param name="settings">Null for an unknown project.</param>
    /// <param name="key">What the report came with.</param>
    /// <returns>The key's number and no reason, or why not.</returns>
    public static (KeyId Key, string? Denied) Check(ProjectSettings? settings, ProjectKey key)
    {
        if (settings is null)
        {
            return (default, OutcomeReasons.UnknownProject);
        }

        if (!settings.Active)
        {
            return (default, OutcomeReasons.ProjectDisabled);
        }

        foreach (var known in settings.Keys)
        {
            if (known.Key == key)
            {
                return (known.Id, known.Active ? null : OutcomeReasons.KeyDisabled);
            }
        }

        return (default, OutcomeReasons.UnknownKey);
    }
}
