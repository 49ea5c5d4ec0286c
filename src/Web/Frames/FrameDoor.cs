namespace Picket.Web.Frames;

/// <summary>Whether a host takes reports from gateways. Open until the host begins to stop.</summary>
public sealed class FrameDoor : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Cancelled when it closes.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>From now on reports are sent back untouched, and gateways are told to send no more.</summary>
    public void Close() => _closed.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _closed.Dispose();
}
