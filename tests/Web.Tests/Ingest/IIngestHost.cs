namespace Picket.Web.Tests.Ingest;

/// <summary>Somewhere reports can be sent to: the host itself, or something in front of it. The contract below holds for both.</summary>
public interface IIngestHost
{
    /// <summary>Scheme, host and port.</summary>
    Uri BaseAddress { get; }

    /// <summary>What stands behind HTTP.</summary>
    FakeIntake Intake { get; }
}
