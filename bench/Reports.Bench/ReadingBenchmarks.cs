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

    private static readonly AgentCache _agents = Agents();

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

    /// <summary>Every report needs it, for its facets.</summary>
    [Benchmark]
    public ClientAgent? Known_user_agent() => _agents.Find(Bodies.UserAgent);

    /// <summary>Only one that was not seen before needs it. Goal: at most 50 µs.</summary>
    [Benchmark]
    public ClientAgent New_user_agent() => UserAgentReader.Read(Bodies.UserAgent);

    private static AgentCache Agents()
    {
        var agents = new AgentCache(4096);
        agents.Add(Bodies.UserAgent, UserAgentReader.Read(Bodies.UserAgent));
        return agents;
    }
}
