namespace Picket.Storage.Queries;

/// <summary>How an installation is, for its operator.</summary>
/// <param name="Postgres">PostgreSQL's version.</param>
/// <param name="DatabaseBytes">Bytes of the database.</param>
/// <param name="Tables">The largest tables, partitions summed, in bytes.</param>
/// <param name="Users">How many accounts there are.</param>
/// <param name="Outcomes">Reports of the last 24 hours by how they ended.</param>
/// <param name="Hosts">Hosts that run, and how busy they are.</param>
/// <param name="Silos">Silos of a cluster; none where a single host runs.</param>
public sealed record InstallationState(
    string Postgres, long DatabaseBytes, IReadOnlyList<(string Name, long Bytes)> Tables, long Users,
    IReadOnlyList<(short Outcome, long Count)> Outcomes, IReadOnlyList<HostState> Hosts, IReadOnlyList<SiloState> Silos);

/// <summary>A host, as it said within the last minute.</summary>
/// <param name="Name">Its machine or pod, and the number of its process.</param>
/// <param name="StartedAt">Since when it runs.</param>
/// <param name="ReportsPerSecond">Reports that it made durable.</param>
/// <param name="Cpu">Cores that it uses.</param>
/// <param name="Memory">Bytes.</param>
public sealed record HostState(string Name, DateTimeOffset StartedAt, float ReportsPerSecond, float Cpu, long Memory);

/// <summary>A silo of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="IsActive">False where it is joining, leaving or dead.</param>
/// <param name="StartedAt">Since when it runs.</param>
/// <param name="AliveAt">When it last said that it is alive.</param>
public sealed record SiloState(string Name, string Address, bool IsActive, DateTimeOffset StartedAt, DateTimeOffset AliveAt);
