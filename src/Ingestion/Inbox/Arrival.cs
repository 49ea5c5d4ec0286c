using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Inbox;

/// <summary>One report on its way, and where its outcome goes.</summary>
public sealed class Arrival
{
    private readonly IArrivalObserver? _observer;
    private int _ended;

    /// <summary>A report of <paramref name="from"/>; <paramref name="observer"/> hears its outcome.</summary>
    public Arrival(Report report, Submission from, KeyId key, IArrivalObserver? observer) =>
        (Report, From, Key, _observer) = (report, from, key, observer);

    /// <summary>The report.</summary>
    public Report Report { get; }

    /// <summary>The request it came with.</summary>
    public Submission From { get; }

    /// <summary>The project's key it came with.</summary>
    public KeyId Key { get; }

    /// <summary>The issue it is of. Its project may count it as "other" instead.</summary>
    public IssueKey IssueKey => new(From.Project, Report.Kind, Report.Fingerprint);

    /// <summary>When it happened: received less its age, UTC.</summary>
    public DateTimeOffset At => From.Received - Report.Age;

    /// <summary>Whether the site caused it, and why not. Its host says what the report alone tells; its project adds what only it knows, before its issue sees it.</summary>
    public NoiseVerdict Noise { get; set; } = NoiseVerdict.Clean;

    /// <summary>Why a filter of the project turns it away, as its host found; null where none does.</summary>
    public string? FilteredBy { get; init; }

    /// <summary>How many reports it stands for, itself among them: 1 where all are counted, 0 where the project's sampling rate leaves it out; see <see cref="Admission.Sampling"/>.</summary>
    public int Stands { get; init; } = 1;

    /// <summary>Ends it. The first call counts.</summary>
    public void Complete(in Outcome outcome)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _observer?.OnOutcome(this, outcome);
        }
    }
}
