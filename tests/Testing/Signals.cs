using System.Runtime.InteropServices;

namespace Picket.Testing;

/// <summary>Sends POSIX signals to processes the tests started.</summary>
public static class Signals
{
    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGQUIT: PostgreSQL ends at once, without a checkpoint.</summary>
    public const int Quit = 3;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>SIGCONT.</summary>
    public const int Continue = 18;

    /// <summary>SIGSTOP.</summary>
    public const int Stop = 19;

    /// <summary>Sends <paramref name="signal"/>; false where the process is gone.</summary>
    public static bool Send(int process, int signal)
    {
        // 0, negative numbers and init address groups or the system, never one process of ours.
        ArgumentOutOfRangeException.ThrowIfLessThan(process, 2);
        return NativeKill(process, signal) == 0;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);
}
