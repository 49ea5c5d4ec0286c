using System.Buffers;
using System.Net;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Web.Frames;
using Picket.Web.Ingest;

namespace Picket.Web.Tests.Frames;

public sealed class FrameCodecTests
{
    public static TheoryData<byte> Codes => [.. Enumerable.Range(1, 26).Select(code => (byte)code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_refusal_has_a_number_and_comes_back_as_itself(byte code)
    {
        var refusal = Refusal.OfCode(code)!;
        Assert.Equal(code, refusal.Code);
        Assert.Same(refusal, AnswerOf(new(refusal)).Refusal);
    }

    [Fact]
    public void Numbers_of_refusals_are_the_protocols_and_stay()
    {
        Assert.Equal((14, 16, 17, 18, 25), (Refusal.Denied.Code, Refusal.RateLimited.Code, Refusal.Unavailable.Code, Refusal.Full.Code, Refusal.Of((string?)null).Code));
        Assert.Null(Refusal.OfCode(0));
        Assert.Same(Refusal.Unavailable, Refusal.OfCode(200));
    }

    [Fact]
    public void Every_word_for_a_reason_is_known()
    {
        foreach (var reason in Enum.GetValues<InvalidReason>())
        {
            Assert.Equal(OutcomeReasons.Of(reason), OutcomeReasons.Known(OutcomeReasons.Of(reason)));
        }

        foreach (var (type, known) in ((Type, Func<string, string?>)[])[(typeof(OutcomeReasons), OutcomeReasons.Known), (typeof(RefusalReasons), RefusalReasons.Known)])
        {
            Assert.All(type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!), word => Assert.Equal(word, known(word)));
        }

        Assert.Null(RefusalReasons.Known("made up"));
        Assert.Null(RefusalReasons.Known(null));
    }

    [Fact]
    public void Reports_of_all_shapes_come_back()
    {
        foreach (var address in (string[])["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "0.0.0.0"])
        {
            var sent = new ReportRequest { Project = new(1), Key = default, Address = IPAddress.Parse(address) };
            Some.AssertSame(sent, ReportOf(sent, out var id));
            Assert.Equal(uint.MaxValue, id);
        }

        Some.AssertSame(Some.Request(), ReportOf(Some.Request(), out _));
    }

    [Fact]
    public void A_text_that_is_longer_than_any_header_is_cut_and_breaks_nothing()
    {
        var sent = new ReportRequest { Project = new(1), Key = default, Address = IPAddress.Any, UserAgent = new('\u2713', 40_000), Origin = "\ud800", Body = [7] };
        var read = ReportOf(sent, out _);
        Assert.Equal(new('\u2713', FrameWriter.MaxText), read.UserAgent);
        Assert.Equal("\ufffd", read.Origin);
        Assert.Equal([7], read.Body);
    }

    [Fact]
    public void A_frame_that_has_not_come_wholly_is_waited_for()
    {
        var bytes = Bytes(output => FrameWriter.Report(output, 5, Some.Request()));
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.False(FrameReader.TryTake(ref part, out _, out _));
            Assert.Equal(length, part.Length);
        }
    }

    [Fact]
    public void Fields_that_end_early_are_refused_wherever_they_do()
    {
        var body = Some.Request().Body.Length;
        var payload = Bytes(output => FrameWriter.Report(output, 5, Some.Request()))[FrameWriter.HeadLength..];
        for (var length = 0; length < payload.Length - body; length++)
        {
            Assert.Throws<FrameException>(() => FrameReader.Report(payload.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Whatever_comes_is_read_or_refused()
    {
        var random = new Random(11);
        var valid = Bytes(output =>
        {
            FrameWriter.Report(output, 5, Some.Request());
            FrameWriter.Answer(output, 5, new(Refusal.RateLimited, new(LimitScope.Key, TimeSpan.FromSeconds(3), OutcomeReasons.KeyLimit)));
            FrameWriter.Refused(output, new(3), "key_missing", 4);
            FrameWriter.NotProcessed(output, 9);
            FrameWriter.Draining(output);
        });
        var (read, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = valid.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                ReadAll(bytes);
                read++;
            }
            catch (FrameException)
            {
                refused++;
            }
        }

        Assert.True(read > 1000 && refused > 1000, $"{read} read, {refused} refused");
    }

    private static void ReadAll(byte[] bytes)
    {
        var rest = new ReadOnlySequence<byte>(bytes);
        while (FrameReader.TryTake(ref rest, out var type, out var payload))
        {
            switch (type)
            {
                case FrameType.Report:
                    FrameReader.Report(payload.FirstSpan, out _);
                    break;
                case FrameType.Answer:
                    FrameReader.Answer(payload.FirstSpan, out _);
                    break;
                case FrameType.Refused:
                    FrameReader.Refused(payload.FirstSpan);
                    break;
                case FrameType.NotProcessed:
                    FrameReader.NotProcessed(payload.FirstSpan);
                    break;
            }
        }
    }

    private static IngestAnswer AnswerOf(IngestAnswer answer)
    {
        var read = FrameReader.Answer(Bytes(output => FrameWriter.Answer(output, 77, answer)).AsSpan(FrameWriter.HeadLength), out var id);
        Assert.Equal(77u, id);
        return read;
    }

    private static ReportRequest ReportOf(ReportRequest request, out uint id) =>
        FrameReader.Report(Bytes(output => FrameWriter.Report(output, uint.MaxValue, request)).AsSpan(FrameWriter.HeadLength), out id);

    private static byte[] Bytes(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
