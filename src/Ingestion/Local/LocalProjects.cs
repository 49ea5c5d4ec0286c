using System.Collections.Concurrent;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Local;

/// <summary>The projects of this process: one lock around each gate. Bounded by the projects there are.</summary>
public sealed class LocalProjects(
    IProjectDirectory directory, IIssues issues, IKnownIssues knownIssues, ILedger ledger, IngestionOptions options, TimeProvider time) : IProjects
{
    private readonly ConcurrentDictionary<ProjectId, GateKeeper> _gates = new();

    /// <inheritdoc/>
    public async ValueTask AdmitAsync(ProjectId project, List<Arrival> batch)
    {
        if (directory.Find(project) is not { } settings)
        {
            _gates.TryRemove(project, out _);
            batch.ForEach(arrival => arrival.Complete(Outcome.Invalid(OutcomeReasons.UnknownProject)));
            return;
        }

        var keeper = _gates.GetOrAdd(project, static (_, start) => new(new(start.Settings, start.Share)), (Settings: settings, Share: options.NetworkShare));
        Verdict verdict;
        lock (keeper)
        {
            keeper.Gate.Update(settings);
            verdict = keeper.Gate.Decide(batch, time.GetUtcNow());
        }

        foreach (var (arrival, outcome) in verdict.Ended)
        {
            _ = EndAsync(arrival, outcome);
        }

        Record(keeper, verdict.Admitted);
        if (verdict.ToLookUp.Count > 0)
        {
            await LookUpAsync(keeper, verdict.ToLookUp).ConfigureAwait(false);
        }
    }

    private async Task LookUpAsync(GateKeeper keeper, List<AdmittedGroup> groups)
    {
        List<AdmittedGroup> admitted;
        try
        {
            using var deadline = new CancellationTokenSource(options.HoldTime, time);
            var found = await knownIssues.FindAsync([.. groups.Select(group => group.Reports.Key)], deadline.Token).ConfigureAwait(false);
            lock (keeper)
            {
                admitted = keeper.Gate.Settle(groups, found);
            }
        }
        catch (Exception e) when (e is CommitException or OperationCanceledException)
        {
            groups.ForEach(group => group.Reports.Arrivals.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.NotCommitted))));
            return;
        }

        Record(keeper, admitted);
    }

    private void Record(GateKeeper keeper, List<AdmittedGroup> groups)
    {
        foreach (var group in groups)
        {
            _ = RecordAsync(keeper, group);
        }
    }

    private async Task RecordAsync(GateKeeper keeper, AdmittedGroup group)
    {
        RecordResult result;
        try
        {
            result = await issues.RecordAsync(group.Reports).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Only a defect gets here; whoever waits must still get an answer.
            result = new(Outcome.Unavailable(OutcomeReasons.Internal), false, false);
        }

        lock (keeper)
        {
            keeper.Gate.Learn(group, result);
        }

        foreach (var arrival in group.Reports.Arrivals)
        {
            arrival.Complete(result.Outcome);
        }
    }

    /// <summary>Filtered and sampled outcomes are durable before the answer; the rest is noted by whoever hears of it.</summary>
    private async Task EndAsync(Arrival arrival, Outcome outcome)
    {
        if (outcome.Kind is OutcomeKind.Filtered or OutcomeKind.Sampled)
        {
            var row = new OutcomeRow(arrival.From.Project, arrival.Key, arrival.From.ReceivedHour, outcome.Kind, outcome.Reason, 1);
            outcome = await ledger.CommitAsync(row).ConfigureAwait(false) ? outcome : Outcome.Unavailable(OutcomeReasons.NotCommitted);
        }

        arrival.Complete(outcome);
    }

    private sealed record GateKeeper(ProjectGate Gate);
}
