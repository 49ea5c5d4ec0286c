using System.Buffers;
using System.IO.Pipelines;
using Picket.Ingestion;
using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>A gateway's end of one connection, from handshake to break: who waits for what.</summary>
internal sealed class FrameSession
{
    /// <summary>Reports that may wait at once.</summary>
    private const int MaxSlots = 1 << 16;

    private readonly List<PendingReport> _slots = [];
    private readonly Stack<ushort> _free = [];
    private readonly FrameOutbox _outbox;
    private readonly PipeReader _input;
    private readonly TimeProvider _time;
    private bool _draining;
    private int _underWay;

    /// <summary>A session over a connection whose handshake is done.</summary>
    public FrameSession(PipeReader input, Stream output, TimeProvider time)
    {
        (_input, _time) = (input, time);
        _outbox = new(bytes => output.WriteAsync(bytes));
    }

    /// <summary>The host is stopping.</summary>
    public bool IsDraining => Volatile.Read(ref _draining);

    /// <summary>It takes reports.</summary>
    public bool IsOpen => !_outbox.IsClosed && !IsDraining;

    /// <summary>Reports that wait.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Sends a report.</summary>
    public ValueTask<FrameResult> SendAsync(ReportRequest request)
    {
        lock (_outbox.Gate)
        {
            if (!IsOpen || TakePlace() is not { } place)
            {
                return new(new FrameResult(FrameFate.NotProcessed));
            }

            _underWay++;
            place.Open(_outbox.Batch, _time.GetTimestamp());
            FrameWriter.Report(_outbox.Buffer, place.Id, request);
            _outbox.Added();
            return place.Task;
        }
    }

    /// <summary>Sends a count of refused requests.</summary>
    public void Refuse(ProjectId project, string reason, int count)
    {
        lock (_outbox.Gate)
        {
            if (IsOpen)
            {
                FrameWriter.Refused(_outbox.Buffer, project, reason, count);
                _outbox.Added();
            }
        }
    }

    /// <summary>Lets go of reports that were sent before <paramref name="oldest"/>. They may be on their way still, so nobody knows what becomes of them.</summary>
    public void Expire(long oldest)
    {
        lock (_outbox.Gate)
        {
            foreach (var place in _slots)
            {
                if (place.IsOpen && place.Since < oldest)
                {
                    End(place, new(FrameFate.Unknown));
                }
            }
        }
    }

    /// <summary>Reads answers until the connection ends; then those that wait still hear what is known.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var result = await _input.ReadAsync(cancellation).ConfigureAwait(false);
                var rest = result.Buffer;
                while (FrameReader.TryTake(ref rest, out var type, out var payload))
                {
                    Take(type, payload);
                }

                _input.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted || (IsDraining && UnderWay == 0))
                {
                    return;
                }
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>A place is free again.</summary>
    internal void Free(ushort slot)
    {
        lock (_outbox.Gate)
        {
            _free.Push(slot);
        }
    }

    private PendingReport? TakePlace()
    {
        if (_free.TryPop(out var slot))
        {
            return _slots[slot];
        }

        if (_slots.Count == MaxSlots)
        {
            return null;
        }

        _slots.Add(new(this, (ushort)_slots.Count));
        return _slots[^1];
    }

    private void Take(FrameType type, in ReadOnlySequence<byte> payload)
    {
        // Answers are short, and only one of a read's buffers' worth of them is in two pieces.
        var bytes = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        switch (type)
        {
            case FrameType.Answer:
                var answer = FrameReader.Answer(bytes, out var answered);
                Complete(answered, new(FrameFate.Answered, answer));
                break;

            case FrameType.NotProcessed:
                Complete(FrameReader.NotProcessed(bytes), new(FrameFate.NotProcessed));
                break;

            case FrameType.Draining:
                Volatile.Write(ref _draining, true);
                break;

            default:
                throw new FrameException($"A frame of type {(byte)type}.");
        }
    }

    private void Complete(uint id, in FrameResult result)
    {
        lock (_outbox.Gate)
        {
            var slot = (int)(id & (MaxSlots - 1));
            if (slot < _slots.Count && _slots[slot] is { IsOpen: true } place && place.Id == id)
            {
                End(place, result);
            }
        }
    }

    private void End(PendingReport place, in FrameResult result)
    {
        _underWay--;
        place.Complete(result);
    }

    private void End()
    {
        _outbox.Close();
        lock (_outbox.Gate)
        {
            foreach (var place in _slots)
            {
                if (place.IsOpen)
                {
                    End(place, new(place.Batch > _outbox.LastLeft ? FrameFate.NotProcessed : FrameFate.Unknown));
                }
            }
        }
    }
}
