using Orleans.Placement;
using Picket.Grains.Interfaces;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains;

/// <summary>
/// An issue's shell. Local to whoever asks first, which is its project. It keeps nothing that is not in PostgreSQL or will be told again: a second activation
/// beside it, for a moment after a failure, adds up right.
/// </summary>
[PreferLocalPlacement, CollectionAgeLimit(Minutes = 3)]
internal sealed class IssueGrain(ILedger ledger, IngestionOptions options, HostClock clock) : Grain, IIssueGrain
{
    /// <summary>The answer to a group that did not leave the silo. Nobody should look at it, and whoever does believes nothing.</summary>
    private static readonly Task<RecordResult> _seeRecorded = Task.FromResult(new RecordResult(Outcome.Unavailable(OutcomeReasons.Unreachable), false, false));

    private IssueKeeper _keeper = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _keeper = new(new(GrainKeys.Parse(this.GetPrimaryKeyString()), options.FacetValues), ledger, clock.Time);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<RecordResult> RecordAsync(IssueGroup group)
    {
        var recorded = _keeper.TryRecord(group.Reports)!; // Null only for one that was evicted, which is Orleans' business here.
        if (group.IsFromElsewhere)
        {
            return recorded;
        }

        group.Recorded = recorded;
        return _seeRecorded;
    }
}
