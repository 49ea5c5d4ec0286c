namespace Picket.Ingestion.Inbox;

/// <summary>
/// Submissions that came together, as in one read of a gateway's connection. Their projects hear of them once, when all are in, on the thread that took them in. Their
/// answers wake nobody: what waits for one is run by whoever completes it, so it has to be short and wait for nothing. Not thread-safe.
/// </summary>
public sealed class Gathering
{
    private readonly List<ProjectInbox> _inboxes = [];

    /// <summary>All that came together is in.</summary>
    public void End()
    {
        foreach (var inbox in _inboxes)
        {
            inbox.Pump();
        }

        _inboxes.Clear();
    }

    internal void Add(ProjectInbox inbox) => _inboxes.Add(inbox);
}
