namespace Picket.Ingestion.Admission;

/// <summary>Knows every project by memory, so that unknown projects and keys cost no query. At most 2 s behind PostgreSQL.</summary>
public interface IProjectDirectory
{
    /// <summary>The newest settings; null for an unknown project.</summary>
    ProjectSettings? Find(ProjectId id);
}
