using System.Collections.Concurrent;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Reports;

namespace Picket.Web.Tests.Ingest;

/// <summary>Keeps what it is given and answers what it is told.</summary>
public sealed class FakeIntake : IIntake
{
    public static readonly Answer Accept = new(1, 0, 0, 0, 0, 0, null, null);

    public ConcurrentQueue<Submission> Submissions { get; } = [];

    public ConcurrentQueue<(ProjectId Project, string Reason)> Refusals { get; } = [];

    public Func<Submission, Answer> Answer { get; set; } = _ => Accept;

    public Func<ProjectKey, string?> Denies { get; set; } = _ => null;

    public void Reset()
    {
        Submissions.Clear();
        Refusals.Clear();
        Answer = _ => Accept;
        Denies = _ => null;
    }

    public ValueTask<Answer> SubmitAsync(Submission submission)
    {
        Submissions.Enqueue(submission);
        return ValueTask.FromResult(Answer(submission));
    }

    public string? Deny(ProjectId project, ProjectKey key) => Denies(key);

    public ReadOptions Options(ProjectId project, Disposition fallback) => new(fallback);

    public void Refuse(ProjectId project, string reason, int count = 1)
    {
        for (; count > 0; count--)
        {
            Refusals.Enqueue((project, reason));
        }
    }

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
}
