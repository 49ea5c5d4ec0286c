using BenchmarkDotNet.Attributes;
using Picket.Reports.Formats;
using Picket.Reports.UserAgents;

namespace Picket.Reports.Bench;

/// <summary>What one report costs before it reaches its project.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private static readonly byte[] _report = Bodies.ReportUri();
    private static readonly byte[] _batch = Bodies.ReportingApi(50);
    private static readonly Report _read = ReportReader.Read(_report)[0].Report!;

    /// <summary>One report-uri body of about 700 bytes: parse, normalize, mask, fingerprint.</summary>
    [Benchmark]
    public ReadItem[] Report_uri_700_bytes() => ReportReader.Read(_report);

    /// <summary>One Reporting API body with 50 reports of a page.</summary>
    [Benchmark(OperationsPerInvoke = 50)]
    public ReadItem[] Reporting_api_of_50_per_report() => ReportReader.Read(_batch);

    /// <summary>Only a new issue's first report needs it.</summary>
    [Benchmark]
    public ReportDescription Describe() => Describer.Describe(_read);

    /// <summary>Only a stored sample needs it: at most 20 an issue and day.</summary>
    [Benchmark]
    public ReportSample Write_sample() => SampleWriter.Write(_read);

    /// <summary>Every report needs it, for its facet.</summary>
    [Benchmark]
    public string Recognize_browser() => Browser.Recognize(Bodies.UserAgent);
}
