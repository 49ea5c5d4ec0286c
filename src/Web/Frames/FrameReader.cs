using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Text.Unicode;
using Picket.Ingestion;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>Reads what <see cref="FrameWriter"/> writes, and believes none of it: every length, number and word is checked. What does not fit throws <see cref="FrameException"/>.</summary>
internal ref struct FrameReader
{
    private ReadOnlySpan<byte> _rest;

    private FrameReader(ReadOnlySpan<byte> payload) => _rest = payload;

    /// <summary>Takes a frame off the front of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">What has come; afterwards what follows the frame.</param>
    /// <param name="type">What it is.</param>
    /// <param name="payload">Its fields.</param>
    /// <returns>False where not all of it is there yet.</returns>
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, out FrameType type, out ReadOnlySequence<byte> payload)
    {
        (type, payload) = (default, default);
        Span<byte> head = stackalloc byte[FrameWriter.HeadLength];
        if (buffer.Length < head.Length)
        {
            return false;
        }

        buffer.Slice(0, head.Length).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 1 or > FrameWriter.MaxLength)
        {
            throw new FrameException($"A frame of {length} bytes.");
        }

        if (buffer.Length < 4 + length)
        {
            return false;
        }

        type = (FrameType)head[4];
        payload = buffer.Slice(head.Length, length - 1);
        buffer = buffer.Slice(4 + length);
        return true;
    }

    /// <summary>Reads <see cref="FrameType.Report"/>.</summary>
    public static ReportRequest Report(ReadOnlySpan<byte> payload, out uint id)
    {
        var reader = new FrameReader(payload);
        id = reader.UInt32();
        return new()
        {
            Project = reader.Project(),
            Key = reader.Key(),
            Disposition = reader.Disposition(),
            IsForm = reader.Byte() != 0,
            Address = reader.Address(),
            Release = reader.Text(),
            Environment = reader.Text(),
            Origin = reader.Text(),
            UserAgent = reader.Text(),
            Brands = reader.Text(),
            Platform = reader.Text(),
            Encoding = reader.Encoding(),
            Body = reader.Body(),
        };
    }

    /// <summary>Reads <see cref="FrameType.Refused"/>.</summary>
    public static (ProjectId Project, string Reason, int Count) Refused(ReadOnlySpan<byte> payload)
    {
        var reader = new FrameReader(payload);
        var project = reader.Project();
        var count = reader.UInt32();
        var reason = RefusalReasons.Known(reader.Text());
        reader.End();
        return reason is not null && count is > 0 and <= int.MaxValue ? (project, reason, (int)count) : throw new FrameException("A refusal that does not exist.");
    }

    /// <summary>Reads <see cref="FrameType.Answer"/>.</summary>
    public static IngestAnswer Answer(ReadOnlySpan<byte> payload, out uint id)
    {
        var reader = new FrameReader(payload);
        id = reader.UInt32();
        var refusal = Refusal.OfCode(reader.Byte());
        var limit = reader._rest.IsEmpty ? null : reader.Limit();
        reader.End();
        return new(refusal, limit);
    }

    /// <summary>Reads <see cref="FrameType.NotProcessed"/>.</summary>
    public static uint NotProcessed(ReadOnlySpan<byte> payload)
    {
        var reader = new FrameReader(payload);
        var id = reader.UInt32();
        reader.End();
        return id;
    }

    private readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new FrameException("A frame is longer than its fields.");
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
        {
            throw new FrameException("A frame is shorter than its fields.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private byte Byte() => Take(1)[0];

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private ProjectId Project() => Int64() is > 0 and var number ? new(number) : throw new FrameException("A project without a number.");

    private ProjectKey Key() => new(BinaryPrimitives.ReadUInt128LittleEndian(Take(16)));

    private Disposition Disposition() => (Disposition)Byte() is var disposition && Enum.IsDefined(disposition) ? disposition : throw new FrameException("A disposition that does not exist.");

    private IPAddress Address() => Byte() is (4 or 16) and var length ? new(Take(length)) : throw new FrameException("An address of no known length.");

    private string? Text()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Take(2));
        if (length == FrameWriter.Null)
        {
            return null;
        }

        var bytes = Take(length);
        return Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : throw new FrameException("A text that is no UTF-8.");
    }

    private string? Encoding() => Text() is var encoding && BodyEncoding.IsKnown(encoding) ? encoding : throw new FrameException("A content encoding that does not exist.");

    private byte[] Body() => _rest.Length <= ReportLimits.MaxBodyBytes ? Take(_rest.Length).ToArray() : throw new FrameException("A body above the bound.");

    private LimitHit Limit()
    {
        var scope = (LimitScope)Byte();
        var wait = Int64();
        return Enum.IsDefined(scope) && wait >= 0 && OutcomeReasons.Known(Text()) is { } reason
            ? new(scope, TimeSpan.FromTicks(wait), reason)
            : throw new FrameException("A limit that does not exist.");
    }
}
