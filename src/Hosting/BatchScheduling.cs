using System.Globalization;
using System.Runtime.InteropServices;

namespace Picket.Hosting;

/// <summary>
/// Linux' <c>SCHED_BATCH</c> (sched(7)) for this process. A thread that is woken for one report waits until the running one has done what it is at, instead of pushing it aside: where processors
/// are scarce, everything that gathers (frames, inboxes, commits) then gathers more, and threads change less often. A free processor takes a thread at once, as always.
/// </summary>
public static class BatchScheduling
{
    private const int Batch = 3;
    private const string Threads = "/proc/self/task";

    /// <summary>Sets it for all threads there are; later ones, and processes started by them, inherit it. Does nothing where the system knows no such thing or forbids it.</summary>
    public static void Use()
    {
        if (!Directory.Exists(Threads))
        {
            return; // Not Linux, or a Linux that shows a process nothing of itself.
        }

        foreach (var thread in Directory.EnumerateDirectories(Threads))
        {
            // A thread may have ended meanwhile, and nothing depends on success.
            _ = SetScheduler(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Batch, 0);
        }
    }

    // The parameter is a structure of one number, the priority, which is 0 for this policy.
    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, in int priority);
}
