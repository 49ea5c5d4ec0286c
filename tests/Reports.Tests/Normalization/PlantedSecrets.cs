using Picket.Reports.Formats;
using Picket.Reports.Tests.Cases;

namespace Picket.Reports.Tests.Normalization;

/// <summary>Secrets in every text of every format, looked for in everything that leaves the core.</summary>
public class PlantedSecrets
{
    public static TheoryData<string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var carrier in Planted.Carriers)
            {
                for (var i = 0; i < Planted.All.Count; i++)
                {
                    rows.Add(carrier.Name, i);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void None_is_in_a_title_tag_facet_or_sample(string name, int at)
    {
        var (text, secret) = Planted.All[at];

        foreach (var item in ReportReader.Read(Planted.Into(Case.All[name], text), Case.All[name].Options))
        {
            Assert.DoesNotContain(secret, Facts.Of(item).ToJsonString(), StringComparison.Ordinal);
        }
    }
}
