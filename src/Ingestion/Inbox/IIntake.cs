using Picket.Reports;

namespace Picket.Ingestion.Inbox;

/// <summary>Where reports enter a host.</summary>
public interface IIntake
{
    /// <summary>Takes a submission and answers when every item of it has its outcome: after the commit, at most the hold time later. Never throws.</summary>
    ValueTask<Answer> SubmitAsync(Submission submission);

    /// <summary>Says whether a request is worth reading.</summary>
    /// <param name="project">The project in the path.</param>
    /// <param name="key">The key it came with.</param>
    /// <returns>Null where it is; else why not, counted as one report.</returns>
    string? Deny(ProjectId project, ProjectKey key);

    /// <summary>How reports of <paramref name="project"/> are read: what it has set, and <paramref name="fallback"/> from the request. Unknown projects have the defaults.</summary>
    ReadOptions Options(ProjectId project, Disposition fallback);

    /// <summary>Counts reports that were refused by their shape (too large, not JSON, no key) and so never became a submission. Best effort; unknown projects cost nothing.</summary>
    /// <param name="project">The project in the path.</param>
    /// <param name="reason">One of <see cref="Outcomes.OutcomeReasons"/>.</param>
    /// <param name="count">How many.</param>
    void Refuse(ProjectId project, string reason, int count = 1);

    /// <summary>No submission is taken any more; waits until all under way are answered and what is owed is written, at most until <paramref name="cancellation"/>.</summary>
    Task StopAsync(CancellationToken cancellation);
}
