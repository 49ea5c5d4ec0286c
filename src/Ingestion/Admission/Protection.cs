namespace Picket.Ingestion.Admission;

/// <summary>What a project's gate holds against those who only have its public key: everybody.</summary>
/// <param name="FreePerMinute">Reports that use up no quota, filtered ones and noise, that a project takes in a minute.</param>
/// <param name="NetworkDayShare">The part of an organization's month that one network may use in a day, 0 to 1.</param>
/// <param name="SpikeFloor">Reports of an hour that are no spike however quiet the project was.</param>
public sealed record Protection(int FreePerMinute = 60_000, double NetworkDayShare = 0.05, int SpikeFloor = 10_000)
{
    /// <summary>What a host's options say.</summary>
    public static Protection Of(IngestionOptions options) => new(options.FreeReportsPerMinute, options.NetworkDayShare, options.SpikeFloor);
}
