using System.Threading.Tasks.Sources;

namespace Picket.Web.Frames;

/// <summary>A place for a report that waits for its answer. Used again and again; its session's gate guards all but the waiting.</summary>
internal sealed class PendingReport(FrameSession session, ushort slot) : IValueTaskSource<FrameResult>
{
    private ManualResetValueTaskSourceCore<FrameResult> _source = new() { RunContinuationsAsynchronously = true };
    private ushort _turn;

    /// <summary>Its number on the wire: the place, and how often it was used, so that a late answer meets nobody else.</summary>
    public uint Id => ((uint)_turn << 16) | slot;

    /// <summary>The buffer its frame is in.</summary>
    public long Batch { get; private set; }

    /// <summary>Timestamp when it was sent.</summary>
    public long Since { get; private set; }

    /// <summary>It has no result yet.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Done when it has its result.</summary>
    public ValueTask<FrameResult> Task => new(this, _source.Version);

    /// <summary>Takes the place.</summary>
    public void Open(long batch, long since) => (_turn, Batch, Since, IsOpen) = ((ushort)(_turn + 1), batch, since, true);

    /// <summary>Ends it. Whoever waits goes on elsewhere, so this may be called under the gate.</summary>
    public void Complete(in FrameResult result)
    {
        IsOpen = false;
        _source.SetResult(result);
    }

    FrameResult IValueTaskSource<FrameResult>.GetResult(short token)
    {
        var result = _source.GetResult(token);
        _source.Reset();
        session.Free(slot);
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<FrameResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<FrameResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
