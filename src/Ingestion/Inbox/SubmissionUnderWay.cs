using System.Threading.Tasks.Sources;
using Picket.Ingestion.Outcomes;
using Picket.Reports;

namespace Picket.Ingestion.Inbox;

/// <summary>A submission until it is answered: counts its outcomes down. Whoever completes it never runs what waits for it, but of a <see cref="Gathering"/>.</summary>
internal sealed class SubmissionUnderWay : IArrivalObserver, IValueTaskSource<Answer>
{
    private readonly Submission _submission;
    private readonly KeyId _key;
    private readonly Intake _intake;
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<Answer> _source;
    private ProjectInbox? _inbox;
    private Answer _answer;
    private int _open;

    public SubmissionUnderWay(Submission submission, KeyId key, Intake intake) =>
        (_submission, _key, _intake, _open, _source.RunContinuationsAsynchronously) = (submission, key, intake, submission.Items.Length, submission.Gathering is null);

    /// <summary>Done when all outcomes have fallen.</summary>
    public ValueTask<Answer> Answer => new(this, _source.Version);

    /// <summary>Takes its place among the reports of its project that are under way, which may be at most <paramref name="limit"/>; a lone submission always may.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryEnter(ProjectInbox inbox, int limit)
    {
        var entered = inbox.TryEnter(_submission.Items.Length, limit);
        _inbox = entered ? inbox : null;
        return entered;
    }

    public void OnOutcome(Arrival arrival, in Outcome outcome) => CompleteOne(arrival.Report.Kind, outcome);

    public void CompleteAll(in Outcome outcome)
    {
        foreach (var item in _submission.Items)
        {
            CompleteOne(item.Report?.Kind, outcome, item.Count);
        }
    }

    /// <param name="kind">Null where it was no report.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="stands">Reports that the item stands for.</param>
    public void CompleteOne(ReportKind? kind, in Outcome outcome, int stands = 1)
    {
        bool last;
        lock (_lock)
        {
            if (_open == 0)
            {
                return;
            }

            _answer = With(_answer, outcome, stands);
            last = --_open == 0;
        }

        _intake.OnOutcome(_submission, _key, kind, outcome, stands);
        if (last)
        {
            _inbox?.Leave(_submission.Items.Length);
            _intake.OnAnswered(_submission);
            _source.SetResult(_answer);
        }
    }

    Answer IValueTaskSource<Answer>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Answer>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<Answer>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private static Answer With(Answer answer, in Outcome outcome, int count)
    {
        var limit = outcome.Limit is { } hit && (answer.Limit is null || hit.RetryAfter > answer.Limit.RetryAfter) ? hit : answer.Limit;
        answer = answer with { Limit = limit, Reason = answer.Reason ?? (outcome.Reason.Length > 0 ? outcome.Reason : null) };
        return outcome.Kind switch
        {
            OutcomeKind.Accepted => answer with { Accepted = answer.Accepted + count },
            OutcomeKind.Filtered => answer with { Filtered = answer.Filtered + count },
            OutcomeKind.Sampled => answer with { Sampled = answer.Sampled + count },
            OutcomeKind.RateLimited => answer with { RateLimited = answer.RateLimited + count },
            OutcomeKind.Invalid => answer with { Invalid = answer.Invalid + count },
            _ => answer with { Unavailable = answer.Unavailable + count },
        };
    }
}
