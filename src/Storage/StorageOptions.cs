using System.ComponentModel.DataAnnotations;

namespace Picket.Storage;

/// <summary>How Picket keeps data. Section <c>Picket</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>Most days that anything is kept, whatever projects say: hours, samples, clients, statistics, and issues that are not seen. 1 to 3,650.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 400;

    /// <summary>How long a start waits for PostgreSQL. 0 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one search, statistic or step of an export may take; then it is answered 503. 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SearchTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections to PostgreSQL for searches, statistics and exports. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int SearchConnections { get; set; } = 10;

    /// <summary>Searches of one organization at once; more are answered 429. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int SearchesPerOrganization { get; set; } = 4;
}
