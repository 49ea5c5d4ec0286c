using BenchmarkDotNet.Attributes;
using Picket.Reports.Formats;
using Picket.Reports.Noise;
using Picket.Reports.Policies;

namespace Picket.Reports.Bench;

/// <summary>What it costs to tell noise from the rest: every report is asked.</summary>
[MemoryDiagnoser]
public class NoiseBenchmarks
{
    private static readonly NoiseContext _context = new("Edge 156", Policies: new());
    private static readonly Report _clean = ReportReader.Read(Bodies.ReportUri())[0].Report!;
    private static readonly Report _extension = ReportReader.Read("""{"csp-report":{"document-uri":"https://www.example.com/","effective-directive":"script-src","blocked-uri":"chrome-extension"}}"""u8.ToArray())[0].Report!;
    private static readonly string _policy = _clean.Csp!.OriginalPolicy!;
    private static readonly ContentSecurityPolicy _parsed = ContentSecurityPolicy.Parse(_policy);

    /// <summary>The common case: looked at from all sides, its policy known and asked, nothing found.</summary>
    [Benchmark]
    public NoiseVerdict Clean_report() => NoiseClassifier.Classify(_clean, _context);

    /// <summary>One strong reason.</summary>
    [Benchmark]
    public NoiseVerdict Extension() => NoiseClassifier.Classify(_extension, _context);

    /// <summary>Once a request.</summary>
    [Benchmark]
    public bool Recognize_crawler() => Crawlers.Match(Bodies.UserAgent);

    /// <summary>Once for each policy that is new to a host.</summary>
    [Benchmark]
    public ContentSecurityPolicy Parse_policy() => ContentSecurityPolicy.Parse(_policy);

    /// <summary>What a candidate policy is asked for each violation.</summary>
    [Benchmark]
    public PolicyCheck Ask_policy() => _parsed.Check(PolicyRequest.Of(_clean));
}
