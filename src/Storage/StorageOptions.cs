using System.ComponentModel.DataAnnotations;

namespace Picket.Storage;

/// <summary>How Picket keeps data. Section <c>Picket</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>Days that hours, samples, clients and statistics are kept; an issue leaves when it was not seen for as long. 1 to 3,650.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 90;

    /// <summary>How long a start waits for PostgreSQL. 0 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
