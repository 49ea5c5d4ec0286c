using Picket.Ingestion;
using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>A gateway's way to one host. Connects by itself, and again when the connection breaks. Thread-safe.</summary>
public interface IFrameLink : IAsyncDisposable
{
    /// <summary>The host takes reports.</summary>
    bool IsOpen { get; }

    /// <summary>Reports that have no answer yet.</summary>
    int UnderWay { get; }

    /// <summary>Sends a report and waits for its answer, at most for the deadline of the link. Never throws.</summary>
    ValueTask<FrameResult> SendAsync(ReportRequest request);

    /// <summary>Lets the host count a request that was refused by its shape. Best effort.</summary>
    /// <param name="project">The project in the path.</param>
    /// <param name="reason">The refusal's word.</param>
    void Refuse(ProjectId project, string reason);
}
