namespace Picket.Ingestion.Outcomes;

/// <summary>Whose limit it is, in Sentry's words.</summary>
public enum LimitScope : byte
{
    /// <summary>A key's.</summary>
    Key,

    /// <summary>A project's.</summary>
    Project,

    /// <summary>An organization's.</summary>
    Organization,
}
