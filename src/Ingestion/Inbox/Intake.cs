using System.Collections.Concurrent;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Inbox;

/// <summary>Where reports enter this host: checks the key, keeps the bounds, hands reports to their project, and counts every outcome in one place.</summary>
public sealed class Intake : IIntake
{
    /// <summary>One project whose reports are stuck, or that is flooded, leaves room for the others.</summary>
    private const int ProjectsToFillHost = 4;

    private readonly ConcurrentDictionary<ProjectId, ProjectInbox> _inboxes = new();
    private readonly IProjectDirectory _directory;
    private readonly IProjects _projects;
    private readonly ILedger _ledger;
    private readonly IngestionOptions _options;
    private readonly OutcomeInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly PolicyCache _policies;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reportsUnderWay;
    private volatile bool _stopping;

    /// <summary>An intake for the projects of <paramref name="directory"/>.</summary>
    public Intake(
        IProjectDirectory directory, IProjects projects, ILedger ledger, IngestionOptions options, OutcomeInstruments instruments, TimeProvider time)
    {
        (_directory, _projects, _ledger, _options, _instruments, _time) = (directory, projects, ledger, options, instruments, time);
        _policies = new(options.KnownPolicies);
        instruments.ObservePolicies(() => _policies.Read);
        instruments.ObserveUnderWay(() => Volatile.Read(ref _reportsUnderWay));
    }

    /// <inheritdoc/>
    public ValueTask<Answer> SubmitAsync(Submission submission)
    {
        var full = Interlocked.Add(ref _reportsUnderWay, submission.Items.Length) > _options.MaxReportsUnderWay;
        var project = _directory.Find(submission.Project);
        var (key, denied) = Access.Check(project, submission.Key);
        var underWay = new SubmissionUnderWay(submission, key, this);
        if (denied is not null)
        {
            underWay.CompleteAll(Outcome.Invalid(denied));
        }
        else if (_stopping)
        {
            underWay.CompleteAll(Outcome.Unavailable(OutcomeReasons.Stopping));
        }
        else if (full || !underWay.TryEnter(InboxOf(submission.Project), Math.Max(1, _options.MaxReportsUnderWay / ProjectsToFillHost)))
        {
            underWay.CompleteAll(Outcome.Unavailable(OutcomeReasons.QueueFull));
        }
        else
        {
            Enter(submission, key, underWay, project!);
        }

        return underWay.Answer;
    }

    /// <inheritdoc/>
    public string? Deny(ProjectId project, ProjectKey key)
    {
        var (id, denied) = Access.Check(_directory.Find(project), key);
        if (denied is not null)
        {
            Refuse(project, id, denied, 1);
        }

        return denied;
    }

    /// <inheritdoc/>
    public ReadOptions Options(ProjectId project, Disposition fallback) =>
        _directory.Find(project) is { } settings ? new(fallback, settings.Grouping, settings.KeepQueries) : new(fallback);

    /// <inheritdoc/>
    public void Refuse(ProjectId project, string reason, int count = 1) => Refuse(project, default, reason, count);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _stopping = true;
        if (Volatile.Read(ref _reportsUnderWay) == 0)
        {
            return;
        }

        try
        {
            await _drained.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The ledger answers what is left.
        }
    }

    /// <summary>The one place where an outcome counts.</summary>
    internal void OnOutcome(Submission submission, KeyId key, ReportKind? kind, in Outcome outcome, int count)
    {
        _instruments.OnOutcome(kind, outcome, count);
        if (outcome.Kind is OutcomeKind.RateLimited or OutcomeKind.Invalid or OutcomeKind.Unavailable && outcome.Reason != OutcomeReasons.UnknownProject)
        {
            _ledger.Note(new(submission.Project, key, submission.ReceivedHour, outcome.Kind, outcome.Reason, count));
        }
    }

    /// <summary>All outcomes of a submission have fallen.</summary>
    internal void OnAnswered(Submission submission)
    {
        if (Interlocked.Add(ref _reportsUnderWay, -submission.Items.Length) == 0 && _stopping)
        {
            _drained.TrySetResult();
        }
    }

    private void Refuse(ProjectId project, KeyId key, string reason, int count)
    {
        var outcome = new Outcome(reason switch { OutcomeReasons.QueueFull => OutcomeKind.Unavailable, OutcomeReasons.NetworkLimit => OutcomeKind.RateLimited, _ => OutcomeKind.Invalid }, reason);
        _instruments.OnOutcome(null, outcome, count);
        if (_directory.Find(project) is not null)
        {
            _ledger.Note(new(project, key, Submission.HourOf(_time.GetUtcNow()), outcome.Kind, reason, count));
        }
    }

    private ProjectInbox InboxOf(ProjectId project) => _inboxes.GetOrAdd(project, static (project, projects) => new(project, projects), _projects);

    private void Enter(Submission submission, KeyId key, SubmissionUnderWay underWay, ProjectSettings settings)
    {
        // Here, where the request is: filters need the client's address, which goes no further, and this is no place where the project's reports queue.
        var context = new NoiseContext(submission.Browser, submission.IsCrawler, _policies);

        // All of a submission at once, so that it is decided on as one.
        var arrivals = new List<Arrival>(submission.Items.Length);
        foreach (var (report, reason, count) in submission.Items)
        {
            if (report is null)
            {
                underWay.CompleteOne(null, Outcome.Invalid(OutcomeReasons.Of(reason)), count);
            }
            else
            {
                arrivals.Add(new(report, submission, key, underWay)
                {
                    FilteredBy = settings.Filters.Match(report, submission),
                    Noise = NoiseClassifier.Classify(report, context),
                    Stands = Sampling.Stands(settings.SampleRate, report.Raw.Span, submission, arrivals.Count),
                });
            }
        }

        if (arrivals.Count > 0)
        {
            InboxOf(submission.Project).Add(arrivals, submission.Gathering);
        }
    }
}
