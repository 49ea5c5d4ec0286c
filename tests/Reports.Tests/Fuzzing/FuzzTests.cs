using Picket.Reports.Formats;
using Picket.Reports.Tests.Cases;

namespace Picket.Reports.Tests.Fuzzing;

public class FuzzTests
{
    [Fact]
    public void Whatever_is_done_to_a_body_the_promises_hold()
    {
        var bodies = Case.All.Values.Select(row => row.Body).Where(body => body.Length is > 0 and < 10_000).ToArray();
        var mutator = new Mutator(Scale.Seed, bodies);
        var reports = 0;
        for (var i = 0; i < Scale.MutatedBodies; i++)
        {
            var body = mutator.Next();
            try
            {
                var items = ReportReader.Read(body);
                Promises.Hold(items);
                reports += items.Count(item => item.Report is not null);
            }
            catch (Exception e)
            {
                Assert.Fail($"Body {i} of seed {Scale.Seed}, base64 {Convert.ToBase64String(body)}: {e}");
            }
        }

        // Mutations that only ever make garbage would prove nothing about reports.
        Assert.InRange(reports, Scale.MutatedBodies / 10, int.MaxValue);
    }
}
