namespace Picket.Testing;

/// <summary>How much is tried: little by default, everything the promises were stated with when <c>PICKET_TEST_ALL=1</c> (<c>./test --all</c>).</summary>
public static class Scale
{
    private static readonly bool All = Environment.GetEnvironmentVariable("PICKET_TEST_ALL") == "1";

    /// <summary>Every random choice starts here, so a failure can be repeated.</summary>
    public const int Seed = 20_261;

    /// <summary>How long each connection to a cluster waits between two reports: not at all, and all processors are full of them, or so long that tests beside it go on.</summary>
    public static TimeSpan ClusterPause => TimeSpan.FromMilliseconds(All ? 0 : 20);

    /// <summary>How often Standalone is killed.</summary>
    public static int StandaloneKills => All ? 10 : 2;

    /// <summary>How often PostgreSQL's postmaster is killed.</summary>
    public static int PostmasterKills => All ? 3 : 1;

    /// <summary>How long PostgreSQL is away. Longer than a report is held, and than an unknown commit is sent again where all is tried.</summary>
    public static TimeSpan Away => TimeSpan.FromSeconds(All ? 20 : 7);

    /// <summary>How often a primary PostgreSQL is lost and its standby promoted.</summary>
    public static int Failovers => All ? 5 : 1;

    /// <summary>How often a silo is killed.</summary>
    public static int SiloKills => All ? 10 : 2;

    /// <summary>Issues that live on one silo at once.</summary>
    public static int LiveIssues => All ? 200_000 : 20_000;

    /// <summary>Projects of the trickle.</summary>
    public static int TrickleProjects => All ? 1000 : 50;

    /// <summary>How long it trickles.</summary>
    public static TimeSpan TrickleTime => All ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(15);

    /// <summary>How many bad requests are sent.</summary>
    public static int BadRequests => All ? 200_000 : 5_000;

    /// <summary>Distance in bytes between the points at which a connection is cut.</summary>
    public static int CutStep => All ? 3 : 997;

    /// <summary>Connections that never end what they say.</summary>
    public static int SlowConnections => All ? 10_000 : 500;

    /// <summary>Projects that do not exist, and are sent to.</summary>
    public static int UnknownProjects => All ? 100_000 : 5_000;

    /// <summary>How long a simulated flood lasts; gateways look at hosts every ten seconds of it.</summary>
    public static int SimulatedSeconds => All ? 60 : 20;

    /// <summary>Pages of the dashboard are looked at in each color on each device, and all of them in Firefox.</summary>
    public static bool AllLooks => All;

    /// <summary>Issues of hostile reports that are looked at in a browser.</summary>
    public static int HostileIssues => All ? 500 : 10;

    /// <summary>Mutated report bodies that are read.</summary>
    public static int MutatedBodies => All ? 200_000 : 20_000;
}
