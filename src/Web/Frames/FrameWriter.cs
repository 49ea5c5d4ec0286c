using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Picket.Ingestion;
using Picket.Reports;
using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>
/// Writes frames: the length of what follows (4 bytes), the type (1 byte), then fields in a fixed order, little-endian. Text is UTF-8 behind its length in two
/// bytes, of which the highest stands for null.
/// </summary>
internal ref struct FrameWriter
{
    /// <summary>Length of the length and the type.</summary>
    public const int HeadLength = 5;

    /// <summary>Length of a text that is null.</summary>
    public const ushort Null = ushort.MaxValue;

    /// <summary>What follows the length, at most: a body and what is said about it.</summary>
    public const int MaxLength = ReportLimits.MaxBodyBytes + (256 * 1024);

    /// <summary>Texts are cut here: no header that matters is longer, and one that is must not break the frame.</summary>
    public const int MaxText = 16 * 1024;

    private readonly Span<byte> _span;
    private int _at;

    private FrameWriter(Span<byte> span, FrameType type)
    {
        _span = span;
        _span[4] = (byte)type;
        _at = HeadLength;
    }

    /// <summary>A report under the number <paramref name="id"/>.</summary>
    public static void Report(IBufferWriter<byte> output, uint id, ReportRequest request)
    {
        var size = 64 + request.Body.Length + SizeOf(request.Release) + SizeOf(request.Environment) + SizeOf(request.Origin) + SizeOf(request.UserAgent)
            + SizeOf(request.Brands) + SizeOf(request.Platform) + SizeOf(request.Encoding);
        var writer = new FrameWriter(output.GetSpan(size), FrameType.Report);
        writer.UInt32(id);
        writer.Int64(request.Project.Value);
        writer.Key(request.Key);
        writer.Byte((byte)request.Disposition);
        writer.Byte(request.IsForm ? (byte)1 : (byte)0);
        writer.Address(request.Address);
        writer.Text(request.Release);
        writer.Text(request.Environment);
        writer.Text(request.Origin);
        writer.Text(request.UserAgent);
        writer.Text(request.Brands);
        writer.Text(request.Platform);
        writer.Text(request.Encoding);
        writer.Bytes(request.Body);
        output.Advance(writer.End());
    }

    /// <summary>Refused requests of one project and reason.</summary>
    public static void Refused(IBufferWriter<byte> output, ProjectId project, string reason, int count)
    {
        var writer = new FrameWriter(output.GetSpan(64 + SizeOf(reason)), FrameType.Refused);
        writer.Int64(project.Value);
        writer.UInt32((uint)count);
        writer.Text(reason);
        output.Advance(writer.End());
    }

    /// <summary>The answer to report <paramref name="id"/>.</summary>
    public static void Answer(IBufferWriter<byte> output, uint id, in IngestAnswer answer)
    {
        var writer = new FrameWriter(output.GetSpan(64 + SizeOf(answer.Limit?.Reason)), FrameType.Answer);
        writer.UInt32(id);
        writer.Byte(answer.Refusal?.Code ?? 0);
        if (answer.Limit is { } limit)
        {
            writer.Byte((byte)limit.Scope);
            writer.Int64(limit.RetryAfter.Ticks);
            writer.Text(limit.Reason);
        }

        output.Advance(writer.End());
    }

    /// <summary>Report <paramref name="id"/> was not looked at.</summary>
    public static void NotProcessed(IBufferWriter<byte> output, uint id)
    {
        var writer = new FrameWriter(output.GetSpan(HeadLength + 4), FrameType.NotProcessed);
        writer.UInt32(id);
        output.Advance(writer.End());
    }

    /// <summary>Send no more.</summary>
    public static void Draining(IBufferWriter<byte> output) =>
        output.Advance(new FrameWriter(output.GetSpan(HeadLength), FrameType.Draining).End());

    private static int SizeOf(string? text) => 2 + (3 * Math.Min(text?.Length ?? 0, MaxText));

    private readonly int End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_span, _at - 4);
        return _at;
    }

    private void Byte(byte value) => _span[_at++] = value;

    private void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_span[_at..], value);
        _at += sizeof(uint);
    }

    private void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_span[_at..], value);
        _at += sizeof(long);
    }

    private void Key(ProjectKey key)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_span[_at..], key.Value);
        _at += 16;
    }

    private void Address(System.Net.IPAddress address)
    {
        address.TryWriteBytes(_span[(_at + 1)..], out var length);
        _span[_at] = (byte)length;
        _at += 1 + length;
    }

    private void Text(string? text)
    {
        var length = text is null ? Null : Encoding.UTF8.GetBytes(text.AsSpan(0, Math.Min(text.Length, MaxText)), _span[(_at + 2)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(_span[_at..], (ushort)length);
        _at += 2 + (text is null ? 0 : length);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[_at..]);
        _at += bytes.Length;
    }
}
