using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Picket.Web.Frames;

/// <summary>A gateway's connection, read in large pieces.</summary>
internal sealed class FrameConnection : ConnectionContext, IDuplexPipe
{
    private const int ReadBytes = 64 * 1024;

    // Never disposed: the server may abort a connection while it is disposed of, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _closed = new();
    private readonly NetworkStream _stream;

    /// <summary>A connection over <paramref name="socket"/>, which ends with it.</summary>
    public FrameConnection(Socket socket)
    {
        _stream = new(socket, ownsSocket: true);
        Input = PipeReader.Create(_stream, new(bufferSize: ReadBytes));
        Output = PipeWriter.Create(_stream);
        (Transport, LocalEndPoint, RemoteEndPoint, ConnectionClosed) = (this, socket.LocalEndPoint, socket.RemoteEndPoint, _closed.Token);
    }

    /// <inheritdoc/>
    public PipeReader Input { get; }

    /// <inheritdoc/>
    public PipeWriter Output { get; }

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _stream.Dispose(); // Whatever reads or writes hears of it.
        _ = _closed.CancelAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync(); // Gives its buffer back.
        await _stream.DisposeAsync();
        await base.DisposeAsync();
    }
}
