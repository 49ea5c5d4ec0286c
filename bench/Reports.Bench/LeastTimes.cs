using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Picket.Reports.Bench;

/// <summary>
/// The least time of each benchmark over many short runs: on a machine that has other work to do, a mean says more about that than about the code, while
/// some run of a fifth of a millisecond is always left alone.
/// </summary>
internal static class LeastTimes
{
    private const int Runs = 4000;
    private static readonly TimeSpan Run = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>Measures all benchmarks and prints a row for each.</summary>
    public static void Print()
    {
        Console.WriteLine("| Method | Least | Allocated |");
        Console.WriteLine("|--- |---:|---:|");
        foreach (var type in (Type[])[typeof(ReadingBenchmarks), typeof(NoiseBenchmarks)])
        {
            var instance = Activator.CreateInstance(type)!;
            foreach (var method in type.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
            {
                Row(method.Name, Caller(method, instance), method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke, 0);
            }
        }

        foreach (var kind in KindBenchmarks.Kinds)
        {
            var benchmark = new KindBenchmarks { Kind = kind };
            Row($"Read {kind}", () => benchmark.Read(), 1, KindBenchmarks.LengthOf(kind));
        }
    }

    private static void Row(string name, Action call, int operations, int bytes)
    {
        Measure(call); // Compilers have their share of a busy machine, too: what they are not done with would be measured.
        var (nanoseconds, allocated) = Measure(call);
        var perByte = bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {nanoseconds / bytes:0.00} ns a byte of {bytes}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {nanoseconds / operations:#,0} ns{perByte} | {allocated / operations:#,0} B |"));
    }

    private static (double Nanoseconds, long Allocated) Measure(Action call)
    {
        var calls = 0;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp; calls++)
        {
            call();
        }

        var each = Math.Max(1, (int)(calls * (Run / WarmUp)));
        var least = TimeSpan.MaxValue;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var j = 0; j < each; j++)
            {
                call();
            }

            var took = Stopwatch.GetElapsedTime(start);
            least = took < least ? took : least;
        }

        return (least.TotalNanoseconds / each, (GC.GetAllocatedBytesForCurrentThread() - before) / ((long)Runs * each));
    }

    /// <summary>A call without the cost of reflection.</summary>
    private static Action Caller(MethodInfo method, object instance) =>
        (Action)typeof(LeastTimes).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(method.ReturnType).Invoke(null, [method, instance])!;

    private static Action Of<T>(MethodInfo method, object instance)
    {
        var call = method.CreateDelegate<Func<T>>(instance);
        return () => call();
    }
}
