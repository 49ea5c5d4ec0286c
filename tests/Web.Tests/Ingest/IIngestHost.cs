namespace Picket.Web.Tests.Ingest;

/// <summary>Somewhere reports can be sent to: the host itself, or something in front of it. The contract below holds for both.</summary>
public interface IIngestHost
{
    /// <summary>Scheme, host and port.</summary>
    Uri BaseAddress { get; }

    /// <summary>Done when nothing of earlier requests is on its way any more.</summary>
    Task SettleAsync() => Task.CompletedTask;

    /// <summary>What stands behind HTTP.</summary>
    FakeIntake Intake { get; }
}
