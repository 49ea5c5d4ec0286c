using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Admission;

/// <summary>A project at work, the same in every shell: one lock around its gate, whose verdicts it carries out. Thread-safe.</summary>
/// <param name="settings">What holds at first.</param>
/// <param name="ports">What it needs of its host.</param>
/// <param name="memory">What outlives it, where it may go on elsewhere; null where nothing has to.</param>
public sealed class ProjectKeeper(ProjectSettings settings, ProjectPorts ports, IWindowMemory? memory = null)
{
    private readonly Lock _lock = new();
    private readonly ProjectGate _gate = new(settings, ports.Options.NetworkShare, Protection.Of(ports.Options));
    private readonly OneAtATime _remembering = new();
    private readonly FilterSampleSlots _filterSamples = new();

    /// <summary>Decides on a batch under <paramref name="settings"/>: see <see cref="IProjects.AdmitAsync"/>.</summary>
    public async ValueTask AdmitAsync(ProjectSettings settings, List<Arrival> batch)
    {
        AllowanceShare? share = null;
        if (settings.Quota is { } quota)
        {
            share = await ports.Allowances.TakeAsync(quota, batch.Count).ConfigureAwait(false);
            if (share is null)
            {
                Refuse(batch);
                return;
            }
        }

        var verdict = await DecideAsync(settings, batch, share?.Count).ConfigureAwait(false);
        if (share is { Count: > 0 } taken && (verdict?.Unused ?? taken.Count) is > 0 and var unused)
        {
            ports.Allowances.GiveBack(settings.OrganizationId, taken with { Count = unused });
        }

        if (verdict is null)
        {
            Refuse(batch);
            return;
        }

        foreach (var (arrival, outcome) in verdict.Ended)
        {
            _ = EndAsync(arrival, outcome);
        }

        Record(verdict.Admitted);
        if (verdict.ToLookUp.Count > 0)
        {
            await LookUpAsync(verdict.ToLookUp).ConfigureAwait(false);
        }
    }

    /// <summary>Remembers what is really used of the windows: what was leased and not used is given back.</summary>
    public Task CloseAsync()
    {
        IReadOnlyList<WindowUse> uses;
        lock (_lock)
        {
            uses = _gate.Uses();
        }

        return memory is null || uses.Count == 0 ? Task.CompletedTask : memory.WriteAsync(uses);
    }

    private static void Refuse(List<Arrival> batch) => batch.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.NotCommitted)));

    /// <summary>Decides as soon as the windows are remembered as far as so many reports may use them; null where that cannot be done now.</summary>
    private async ValueTask<Verdict?> DecideAsync(ProjectSettings settings, List<Arrival> batch, int? shared)
    {
        while (true)
        {
            lock (_lock)
            {
                _gate.Update(settings);
                var now = ports.Time.GetUtcNow();
                if (memory is null || _gate.Lease(batch.Count, now) is null)
                {
                    return _gate.Decide(batch, now, shared);
                }
            }

            if (!await JoinRememberAsync(batch.Count).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    private Task<bool> JoinRememberAsync(int reports) => _remembering.JoinAsync(() => RememberAsync(reports));

    private async Task<bool> RememberAsync(int reports)
    {
        if (await memory!.ReadOnceAsync().ConfigureAwait(false) is not { } before)
        {
            return false;
        }

        IReadOnlyList<WindowUse>? lease;
        lock (_lock)
        {
            _gate.Restore(before);
            lease = _gate.Lease(reports, ports.Time.GetUtcNow());
        }

        if (lease is null)
        {
            return true;
        }

        if (!await memory.WriteAsync(lease).ConfigureAwait(false))
        {
            return false;
        }

        lock (_lock)
        {
            _gate.Grant(lease);
        }

        return true;
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
