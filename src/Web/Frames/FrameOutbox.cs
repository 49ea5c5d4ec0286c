using System.Buffers;

namespace Picket.Web.Frames;

/// <summary>
/// Frames on their way out of one connection. They gather in one buffer while another is being written, so under load many leave together, and alone one
/// leaves at once. Whoever adds one holds <see cref="Gate"/>.
/// </summary>
/// <param name="write">Writes to the connection; throws where that is broken.</param>
internal sealed class FrameOutbox(Func<ReadOnlyMemory<byte>, ValueTask> write) : IThreadPoolWorkItem
{
    /// <summary>Where more than this waits, whoever makes frames had better stop for a while.</summary>
    private const int High = 1 << 20;

    /// <summary>A buffer that grew above this in a flood is not kept.</summary>
    private const int Kept = 256 * 1024;

    private ArrayBufferWriter<byte> _filling = new(16 * 1024);
    private ArrayBufferWriter<byte> _leaving = new(16 * 1024);
    private TaskCompletionSource? _low;
    private bool _writes;

    /// <summary>Guards everything here.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Where the next frame goes.</summary>
    public IBufferWriter<byte> Buffer => _filling;

    /// <summary>Number of the buffer that the next frame goes to.</summary>
    public long Batch { get; private set; } = 1;

    /// <summary>Number of the last buffer that was given to the connection: none of the later ones has left.</summary>
    public long LastLeft { get; private set; }

    /// <summary>Nothing more leaves.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>A frame was added.</summary>
    public void Added()
    {
        if (!_writes && !IsClosed)
        {
            _writes = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // Behind the work that is waiting, which may add more.
        }
    }

    /// <summary>Waits while too much has gathered.</summary>
    public Task LowAsync()
    {
        lock (Gate)
        {
            return IsClosed || _filling.WrittenCount <= High
                ? Task.CompletedTask
                : (_low ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Lets nothing more leave.</summary>
    public void Close()
    {
        lock (Gate)
        {
            IsClosed = true;
            _low?.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public void Execute() => _ = WriteAsync();

    private async Task WriteAsync()
    {
        while (true)
        {
            lock (Gate)
            {
                if (IsClosed || _filling.WrittenCount == 0)
                {
                    _writes = false;
                    return;
                }

                (_filling, _leaving) = (_leaving, _filling);
                LastLeft = Batch++;
                _low?.TrySetResult();
                _low = null;
            }

            try
            {
                await write(_leaving.WrittenMemory).ConfigureAwait(false);
            }
            catch (Exception)
            {
                Close(); // Whoever reads from the connection hears of it, too, and says so.
                return;
            }

            if (_leaving.Capacity > Kept)
            {
                _leaving = new(16 * 1024);
            }
            else
            {
                _leaving.ResetWrittenCount();
            }
        }
    }
}
