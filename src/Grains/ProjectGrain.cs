using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using Picket.Grains.Interfaces;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains;

/// <summary>
/// A project's shell. Local to whoever asks first, which is the silo that the gateway sends the project to. Its calls interleave, so that none waits for another's
/// commit; what they share is the keeper, which is thread-safe.
/// </summary>
[PreferLocalPlacement, CollectionAgeLimit(Minutes = 15)]
internal sealed class ProjectGrain : Grain, IProjectGrain
{
    private readonly IProjectDirectory _directory;
    private readonly ProjectPorts _ports;
    private readonly SampleWishes _wishes;
    private readonly WindowMemory _memory;
    private readonly OpenAnswers _answers = new();
    private ProjectKeeper? _keeper;

    public ProjectGrain(IGrainContext context, IProjectDirectory directory, ProjectPorts ports, SampleWishes wishes, ILogger<WindowMemory> log)
    {
        (_directory, _ports, _wishes) = (directory, ports, wishes);
        _memory = new(context.ActivationServices.GetRequiredKeyedService<IGrainStorage>(WindowMemory.Storage), context, log);
    }

    private ProjectId Id => new(this.GetPrimaryKeyLong());

    /// <inheritdoc/>
    public async Task<BatchAnswer?> AdmitAsync(ReportBatch batch)
    {
        var admission = default(ValueTask);
        if (_directory.Find(Id) is { } settings)
        {
            _keeper ??= new(settings, _ports, _memory);
            admission = _keeper.AdmitAsync(settings, batch.Arrivals);
        }
        else
        {
            batch.Arrivals.ForEach(arrival => arrival.Complete(Outcome.Invalid(OutcomeReasons.UnknownProject)));
            DeactivateOnIdle();
        }

        if (batch.Pending is { } pending)
        {
            return await _answers.AnswerAsync(pending) with { NoBodies = _wishes.Refused(batch.Arrivals) };
        }

        await admission;
        return null;
    }

    /// <inheritdoc/>
    public Task<BatchAnswer> RestAsync(long rest) => _answers.RestAsync(rest);

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _memory.IsUsed && _keeper is not null ? _keeper.CloseAsync() : Task.CompletedTask;
}
