using Picket.Ingestion.Admission;

namespace Picket.Storage.Projects;

/// <summary>Reports in each window of so many seconds.</summary>
internal sealed record StoredLimit(int Count, int Window)
{
    /// <summary>As admission wants it.</summary>
    public RateLimit ToRateLimit() => new(Count, TimeSpan.FromSeconds(Window));
}
