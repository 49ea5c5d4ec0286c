using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Picket.Ingestion.Inbox;
using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>
/// The host's end: takes reports from gateways as if they had come by HTTP. Each is begun as it is read and none waits for the one before, so answers leave
/// in the order they fall.
/// </summary>
internal sealed partial class FrameListener : ConnectionHandler
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly IReportReceiver _receiver;
    private readonly BodyBudget _budget;
    private readonly FrameDoor _door;
    private readonly IngestFailures _failures;
    private readonly TimeProvider _time;
    private readonly ILogger<FrameListener> _log;
    private readonly byte[] _secret;
    private long _quietUntil = long.MinValue;

    public FrameListener(
        IReportReceiver receiver, BodyBudget budget, FrameDoor door, FrameListenerOptions options, IngestFailures failures, TimeProvider time, ILogger<FrameListener> log)
    {
        (_receiver, _budget, _door, _failures, _time, _log) = (receiver, budget, door, failures, time, log);
        _secret = Encoding.UTF8.GetBytes(options.Secret);
    }

    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        try
        {
            if (await IsOursAsync(input, output, connection.ConnectionClosed))
            {
                await ServeAsync(input, output);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ConnectionAbortedException or FrameException)
        {
            LogBroken(e.Message); // Its reports get no answer any more; the gateway says 503 for them.
        }
    }

    private async ValueTask<bool> IsOursAsync(PipeReader input, PipeWriter output, CancellationToken closed)
    {
        using var late = new CancellationTokenSource(HandshakeTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closed);
        if (await FrameHandshake.AcceptAsync(input, output, _secret, either.Token))
        {
            return true;
        }

        var (now, quietUntil) = (_time.GetTimestamp(), Volatile.Read(ref _quietUntil));
        if (now >= quietUntil && Interlocked.CompareExchange(ref _quietUntil, now + (long)(Quiet.TotalSeconds * _time.TimestampFrequency), quietUntil) == quietUntil)
        {
            LogStranger();
        }

        return false;
    }

    private async Task ServeAsync(PipeReader input, PipeWriter output)
    {
        var outbox = new FrameOutbox(async bytes =>
        {
            if ((await output.WriteAsync(bytes)).IsCompleted)
            {
                throw new ConnectionResetException("The gateway is gone.");
            }
        });
        await using var closing = _door.Closed.UnsafeRegister(static outbox => SendDraining((FrameOutbox)outbox!), outbox);
        var gathering = new Gathering();
        try
        {
            while (true)
            {
                var result = await input.ReadAsync();
                var rest = result.Buffer;
                while (FrameReader.TryTake(ref rest, out var type, out var payload))
                {
                    Take(type, payload, outbox, gathering);
                }

                gathering.End();
                input.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted)
                {
                    return;
                }

                await outbox.LowAsync(); // A gateway that does not read its answers gets no more of them.
            }
        }
        finally
        {
            gathering.End();
            outbox.Close();
        }
    }

    private static void SendDraining(FrameOutbox outbox)
    {
        lock (outbox.Gate)
        {
            FrameWriter.Draining(outbox.Buffer);
            outbox.Added();
        }
    }

    private void Take(FrameType type, in ReadOnlySequence<byte> payload, FrameOutbox outbox, Gathering gathering)
    {
        byte[]? rented = null;
        try
        {
            Take(type, payload.IsSingleSegment ? payload.FirstSpan : Gather(payload, out rented), outbox, gathering);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static ReadOnlySpan<byte> Gather(in ReadOnlySequence<byte> payload, out byte[] rented)
    {
        rented = ArrayPool<byte>.Shared.Rent((int)payload.Length);
        payload.CopyTo(rented);
        return rented.AsSpan(0, (int)payload.Length);
    }

    private void Take(FrameType type, ReadOnlySpan<byte> payload, FrameOutbox outbox, Gathering gathering)
    {
        switch (type)
        {
            case FrameType.Report:
                var request = FrameReader.Report(payload, out var id);
                if (_door.Closed.IsCancellationRequested)
                {
                    lock (outbox.Gate)
                    {
                        FrameWriter.NotProcessed(outbox.Buffer, id);
                        outbox.Added();
                    }
                }
                else
                {
                    request.Gathering = gathering;
                    _ = AnswerAsync(id, request, outbox);
                    request.Gathering = null; // What has not entered by now, because it waits for something, goes on alone: the gathering may be at its end then.
                }

                break;

            case FrameType.Refused:
                var (project, reason, count) = FrameReader.Refused(payload);
                _receiver.Refuse(project, reason, count);
                break;

            default:
                throw new FrameException($"A frame of type {(byte)type}.");
        }
    }

    private async Task AnswerAsync(uint id, ReportRequest request, FrameOutbox outbox)
    {
        IngestAnswer answer;
        try
        {
            answer = await ReceiveAsync(request);
        }
        catch (Exception e)
        {
            _failures.Count(e);
            answer = new(Refusal.Unavailable);
        }

        lock (outbox.Gate)
        {
            FrameWriter.Answer(outbox.Buffer, id, answer);
            outbox.Added();
        }
    }

    private async ValueTask<IngestAnswer> ReceiveAsync(ReportRequest request)
    {
        if (_receiver.Screen(request) is { } no)
        {
            return no;
        }

        using var charge = new BodyCharge(_budget);
        if (!await charge.HoldAsync(request.Body.Length))
        {
            _receiver.Refuse(request.Project, Refusal.Full.Reason!);
            return new(Refusal.Full);
        }

        return await _receiver.ReceiveAsync(request, charge);
    }

    [LoggerMessage(3101, LogLevel.Warning, "Someone who does not know the secret of frames came to their port and was turned away. Others are for a minute without a word.")]
    private partial void LogStranger();

    [LoggerMessage(3102, LogLevel.Debug, "A gateway's connection ended: {Cause}")]
    private partial void LogBroken(string cause);
}
