using System.Text.Json.Nodes;
using Picket.Reports.Formats;
using Picket.Reports.Noise;
using Xunit.Abstractions;

namespace Picket.Reports.Tests.Corpus;

/// <summary>How much of the field's noise is found, and that none of what looks like it is.</summary>
public class NoiseCorpusTests(ITestOutputHelper output)
{
    private const double MinRecall = 0.9;

    public static TheoryData<string> Files => ["field.json"];

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public void Nine_tenths_of_the_noise_are_found_and_no_trap_is_hit(string file)
    {
        var cases = CorpusFile.Read(file).Values.ToList();
        var noise = cases.Where(row => (string?)row["expect"]!["verdict"] == "filter").ToList();
        var missed = noise.Where(row => !Verdict(row).IsNoise).ToList();
        var kept = cases.Where(row => (string?)row["expect"]!["verdict"] == "accept").ToList();
        var traps = kept.Where(IsTrap).ToList();
        var hit = traps.Where(row => Verdict(row).IsNoise).ToList();
        var recall = 1 - ((double)missed.Count / noise.Count);
        output.WriteLine($"Recall {recall:P0} of {noise.Count}; traps hit: {hit.Count} of {traps.Count}.");
        missed.ForEach(row => output.WriteLine($"missed: {Describe(row)}"));
        hit.ForEach(row => output.WriteLine($"hit: {Describe(row)}"));
        kept.Except(traps).Where(row => Verdict(row).IsNoise).ToList().ForEach(row => output.WriteLine($"noise though accepted: {Describe(row)}"));

        Assert.Empty(hit);
        Assert.InRange(recall, MinRecall, 1);
    }

    private static bool IsTrap(JsonObject row) => (bool?)row["expect"]!["noise"] == false || row["expect"]!["items"]?.AsArray().Any(item => (bool?)item!["noise"] == false) == true;

    private static string Describe(JsonObject row) => $"{(string?)row["name"]} ({string.Join(", ", Verdict(row).Reasons)})";

    private static NoiseVerdict Verdict(JsonObject row)
    {
        // Some collectors' tests leave the directive out, without which nothing is a report.
        var request = row["request"]!.DeepClone();
        if (request["body"] is JsonObject body && body["csp-report"] is JsonObject csp && !csp.ContainsKey("violated-directive") && !csp.ContainsKey("effective-directive"))
        {
            csp["effective-directive"] = "img-src";
        }

        var reports = ReportReader.Read(CorpusFile.Body(request)).Select(item => item.Report).OfType<Report>().ToList();
        return reports.Count == 0 ? NoiseVerdict.Clean : NoiseClassifier.Classify(reports[0], new(Policies: new()));
    }
}
