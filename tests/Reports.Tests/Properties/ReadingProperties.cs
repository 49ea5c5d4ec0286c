using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Picket.Reports.Formats;
using Picket.Reports.Tests.Fuzzing;

namespace Picket.Reports.Tests.Properties;

public class ReadingProperties
{
    [Fact]
    public void Any_bytes_can_be_read() =>
        Examples.Try(ArbMap.Default.GeneratorFor<byte[]>(), bytes => Promises.Hold(ReportReader.Read(bytes)));

    [Fact]
    public void Any_report_keeps_the_promises() =>
        Examples.Try(AnyReport.Fields.SelectMany(AnyReport.Written), body => Promises.Hold(ReportReader.Read(body)));

    [Fact]
    public void Reading_twice_says_the_same() =>
        Examples.Try(AnyReport.Fields.SelectMany(AnyReport.Written), body => Same(Facts.Of(ReportReader.Read(body)[0]), Facts.Of(ReportReader.Read(body.ToArray())[0])));

    [Fact]
    public void A_batch_says_of_each_report_what_it_says_alone() =>
        Examples.Try(
            Gen.NonEmptyListOf(AnyReport.Fields.SelectMany(AnyReport.Written)),
            bodies =>
            {
                byte[] batch = [(byte)'[', .. bodies.SelectMany((body, i) => i == 0 ? body : [(byte)',', .. body]), (byte)']'];

                Assert.All(ReportReader.Read(batch).Zip(bodies), pair => Same(Facts.Of(ReportReader.Read(pair.Second)[0]), Facts.Of(pair.First)));
            });

    [Fact]
    public void Spelling_white_space_and_order_change_nothing() =>
        Examples.Try(
            from fields in AnyReport.Fields
            from one in AnyReport.Written(fields)
            from other in AnyReport.Written(fields)
            select (one, other),
            written => Same(NormalizedFacts(written.one), NormalizedFacts(written.other)));

    /// <summary>All facts but the raw form, which is the report as it was written.</summary>
    private static JsonObject NormalizedFacts(byte[] body)
    {
        var facts = Facts.Of(Assert.Single(ReportReader.Read(body)));
        Assert.True(facts.Remove("raw"));
        return facts;
    }

    private static void Same(JsonObject expected, JsonObject actual) => Assert.True(JsonNode.DeepEquals(expected, actual), $"{actual} is not {expected}");
}
