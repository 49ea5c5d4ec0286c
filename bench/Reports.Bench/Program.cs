using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Picket.Reports.Bench;

if (args is ["--least"])
{
    LeastTimes.Print();
    return;
}

// In this process: the separate project that BenchmarkDotNet would generate inherits this repository's build rules and does not build.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithIterationCount(10).WithWarmupCount(6).WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(ReadingBenchmarks).Assembly).Run(args, config);
