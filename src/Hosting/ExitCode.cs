namespace Picket.Hosting;

/// <summary>How the process ended.</summary>
public static class ExitCode
{
    /// <summary>As it was asked to.</summary>
    public const int Done = 0;

    /// <summary>Something it needs is missing or broken.</summary>
    public const int CannotRun = 1;

    /// <summary>It was told something wrong.</summary>
    public const int Misconfigured = 2;
}
