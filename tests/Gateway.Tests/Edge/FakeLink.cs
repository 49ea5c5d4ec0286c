using System.Collections.Concurrent;
using Picket.Ingestion;
using Picket.Web.Frames;
using Picket.Web.Ingest;

namespace Picket.Gateway.Tests.Edge;

/// <summary>A host that says what a test wants.</summary>
internal sealed class FakeLink : IFrameLink
{
    public bool IsOpen { get; set; } = true;

    public int UnderWay { get; set; }

    public FrameResult Result { get; set; } = new(FrameFate.Answered);

    /// <summary>When its answers come.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<ReportRequest> Sent { get; } = [];

    public ConcurrentQueue<string> Refusals { get; } = [];

    public async ValueTask<FrameResult> SendAsync(ReportRequest request)
    {
        Sent.Enqueue(request);
        await Answers;
        return Result;
    }

    public void Refuse(ProjectId project, string reason) => Refusals.Enqueue(reason);

    public ValueTask DisposeAsync() => default;
}
