using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Picket.Web.Frames;

/// <summary>A gateway's connection, read in large pieces.</summary>
internal sealed class FrameConnection : DefaultConnectionContext, IDuplexPipe
{
    private const int ReadBytes = 64 * 1024;

    private readonly NetworkStream _stream;

    /// <summary>A connection over <paramref name="socket"/>, which ends with it.</summary>
    public FrameConnection(Socket socket)
    {
        _stream = new(socket, ownsSocket: true);
        Input = PipeReader.Create(_stream, new(bufferSize: ReadBytes));
        Output = PipeWriter.Create(_stream);
        (Transport, LocalEndPoint, RemoteEndPoint) = (this, socket.LocalEndPoint, socket.RemoteEndPoint);
    }

    /// <inheritdoc/>
    public PipeReader Input { get; }

    /// <inheritdoc/>
    public PipeWriter Output { get; }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _stream.Dispose(); // Whatever reads or writes hears of it.
        base.Abort(abortReason);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await base.DisposeAsync();
    }
}
