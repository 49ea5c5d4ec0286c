using Picket.Reports.Formats;

namespace Picket.Reports.Tests.Cases;

public class CaseTests
{
    public static TheoryData<string> Names => [.. Case.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_of_the_tables_holds(string name)
    {
        var row = Case.All[name];

        var items = ReportReader.Read(row.Body, row.Options);

        Assert.Equal(row.Expected.Count, items.Length);
        Assert.All(items.Zip(row.Expected), pair => Expectation.Holds(pair.Second, Facts.Of(pair.First)));
    }
}
