using System.Diagnostics;
using System.Text;
using Picket.Reports.Formats;

namespace Picket.Reports.Tests.Fuzzing;

/// <summary>No input takes more than its share: four times the bytes take about four times the time.</summary>
public class TimeTests
{
    private const int Small = 8 * 1024;
    private const int Growth = 4;

    /// <summary>Linear is 4, quadratic 16.</summary>
    private const double MaxGrowth = 9;

    private const int Tries = 200;

    public static TheoryData<string> Pieces => ["/", "//", "@", "a@b.co/", "?", "&a=b", ";a=b", "#", "%40", ":", "http:", "eyJ", "4111", "aA1", "-_", "'nonce-", " ", "\\u0041", "\\\\", "\\ud800", "*.", "data:", "..", "\u00FC"];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Time_grows_with_the_bytes(string piece)
    {
        var (small, large) = (Body(piece, Small), Body(piece, Small * Growth));
        var (shortest, longest) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < Tries; i++)
        {
            // Whatever else the machine does can only make it slower.
            shortest = Min(shortest, Take(small));
            longest = Min(longest, Take(large));
            if (i > 2 && longest < shortest * MaxGrowth)
            {
                return;
            }
        }

        Assert.Fail($"{Growth} times the bytes of '{piece}' take {longest / shortest:0.0} times the time ({longest.TotalMicroseconds:0} µs).");
    }

    private static TimeSpan Take(byte[] body)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var item in ReportReader.Read(body))
        {
            if (item.Report is { } report)
            {
                _ = (Describer.Describe(report), report.MergeKey, SampleWriter.Write(report));
            }
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>A batch in which the piece fills fields of every mask, as often as the bounds of one item allow.</summary>
    private static byte[] Body(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / 8 / piece.Length));
        return Encoding.UTF8.GetBytes(
            $$$"""
            [{"type":"csp-violation","url":"https://a.example/{{{text}}}","body":{"effectiveDirective":"script-src","blockedURL":"https://b.example/{{{text}}}","originalPolicy":"script-src {{{text}}}","sample":"{{{text}}}","sourceFile":"{{{text}}}"}},
            {"type":"deprecation","url":"{{{text}}}","body":{"message":"{{{text}}}","sourceFile":"https://a.example/{{{text}}}"}}]
            """);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
