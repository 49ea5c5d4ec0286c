namespace Picket.Reports.Tests;

/// <summary>How much is tried: little by default, everything the promises were stated with when <c>PICKET_TEST_ALL=1</c> (<c>./test --all</c>).</summary>
internal static class Scale
{
    private static readonly bool All = Environment.GetEnvironmentVariable("PICKET_TEST_ALL") == "1";

    /// <summary>Every random choice starts here, so a failure can be repeated.</summary>
    public const int Seed = 20_261;

    /// <summary>How many mutated bodies are read.</summary>
    public static int MutatedBodies => All ? 1_000_000 : 20_000;

    /// <summary>How many examples each property is tried with.</summary>
    public static int Examples => All ? 20_000 : 1_000;
}
