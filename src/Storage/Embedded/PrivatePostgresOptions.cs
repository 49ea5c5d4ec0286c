namespace Picket.Storage.Embedded;

/// <summary>Where a private PostgreSQL lives.</summary>
public sealed class PrivatePostgresOptions
{
    /// <summary>The folder of everything it keeps; made if missing.</summary>
    public required string Data { get; init; }

    /// <summary>How long a start may take, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
