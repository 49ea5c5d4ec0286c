using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Admission;

/// <summary>A project at work, the same in every shell: one lock around its gate, whose verdicts it carries out. Thread-safe.</summary>
/// <param name="settings">What holds at first.</param>
/// <param name="ports">What it needs of its host.</param>
public sealed class ProjectKeeper(ProjectSettings settings, ProjectPorts ports)
{
    private readonly Lock _lock = new();
    private readonly ProjectGate _gate = new(settings, ports.Options.NetworkShare);
    private readonly FilterSampleSlots _filterSamples = new();

    /// <summary>What has to be remembered before <paramref name="reports"/> more may be decided on; null where nothing has. See <see cref="ProjectGate.Lease"/>.</summary>
    public IReadOnlyList<WindowUse>? Lease(ProjectSettings settings, int reports)
    {
        lock (_lock)
        {
            _gate.Update(settings);
            return _gate.Lease(reports, ports.Time.GetUtcNow());
        }
    }

    /// <summary>It is remembered.</summary>
    public void Grant(IReadOnlyList<WindowUse> uses)
    {
        lock (_lock)
        {
            _gate.Grant(uses);
        }
    }

    /// <summary>Goes on where an earlier gate of the project ended.</summary>
    public void Restore(IReadOnlyList<WindowUse> uses)
    {
        lock (_lock)
        {
            _gate.Restore(uses);
        }
    }

    /// <summary>What is really used of the windows.</summary>
    public IReadOnlyList<WindowUse> Uses()
    {
        lock (_lock)
        {
            return _gate.Uses();
        }
    }

    /// <summary>Decides on a batch under <paramref name="settings"/>: see <see cref="IProjects.AdmitAsync"/>. Has decided when it returns.</summary>
    public ValueTask AdmitAsync(ProjectSettings settings, List<Arrival> batch)
    {
        Verdict verdict;
        lock (_lock)
        {
            _gate.Update(settings);
            verdict = _gate.Decide(batch, ports.Time.GetUtcNow());
        }

        foreach (var (arrival, outcome) in verdict.Ended)
        {
            _ = EndAsync(arrival, outcome);
        }

        Record(verdict.Admitted);
        return verdict.ToLookUp.Count > 0 ? new(LookUpAsync(verdict.ToLookUp)) : default;
    }

    private async Task LookUpAsync(List<AdmittedGroup> groups)
    {
        List<AdmittedGroup> admitted;
        try
        {
            using var deadline = new CancellationTokenSource(ports.Options.HoldTime, ports.Time);
            var found = await ports.KnownIssues.FindAsync([.. groups.Select(group => group.Reports.Key)], deadline.Token).ConfigureAwait(false);
            lock (_lock)
            {
                admitted = _gate.Settle(groups, found);
            }
        }
        catch (Exception e) when (e is CommitException or OperationCanceledException)
        {
            groups.ForEach(group => group.Reports.Arrivals.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.NotCommitted))));
            return;
        }

        Record(admitted);
    }

    private void Record(List<AdmittedGroup> groups)
    {
        foreach (var group in groups)
        {
            _ = RecordAsync(group);
        }
    }

    private async Task RecordAsync(AdmittedGroup group)
    {
        RecordResult result;
        try
        {
            result = await ports.Issues.RecordAsync(group.Reports).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Only a defect gets here; whoever waits must still get an answer.
            result = new(Outcome.Unavailable(OutcomeReasons.Internal), false, false);
        }

        lock (_lock)
        {
            _gate.Learn(group, result);
        }

        foreach (var arrival in group.Reports.Arrivals)
        {
            arrival.Complete(result.Outcome);
        }
    }

    /// <summary>Filtered and sampled outcomes are durable before the answer; the rest is noted by whoever hears of it.</summary>
    private async Task EndAsync(Arrival arrival, Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Filtered)
        {
            Keep(arrival, outcome.Reason);
        }

        if (outcome.Kind is OutcomeKind.Filtered or OutcomeKind.Sampled)
        {
            var row = new OutcomeRow(arrival.From.Project, arrival.Key, arrival.From.ReceivedHour, outcome.Kind, outcome.Reason, 1);
            outcome = await ports.Ledger.CommitAsync(row).ConfigureAwait(false) ? outcome : Outcome.Unavailable(OutcomeReasons.NotCommitted);
        }

        arrival.Complete(outcome);
    }

    private void Keep(Arrival arrival, string reason)
    {
        FilterSampleRow? sample;
        lock (_lock)
        {
            sample = _filterSamples.TryKeep(arrival, reason);
        }

        if (sample is not null)
        {
            ports.Ledger.Keep(sample);
        }
    }
}
