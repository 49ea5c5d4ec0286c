using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using Picket.Grains.Interfaces;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains;

/// <summary>
/// A project's shell. Local to whoever asks first, which is the silo that the gateway sends the project to. Its calls interleave: each decides synchronously and
/// then awaits, so that none waits for another's commit.
/// </summary>
[PreferLocalPlacement, CollectionAgeLimit(Minutes = 15)]
internal sealed partial class ProjectGrain : Grain, IProjectGrain
{
    // Batches that wait are bounded by the reports under way of the other silos.
    private const int MaxRests = 1000;

    /// <summary>How long an answer to another silo waits for outcomes that have not fallen.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<long, PendingOutcomes> _rests = [];
    private readonly IProjectDirectory _directory;
    private readonly ProjectPorts _ports;
    private readonly SampleWishes _wishes;
    private readonly ILogger<ProjectGrain> _log;
    private readonly WindowMemory _memory;
    private ProjectKeeper? _keeper;
    private Task<bool>? _remembering;
    private long _lastRest;

    public ProjectGrain(IGrainContext context, IProjectDirectory directory, ProjectPorts ports, SampleWishes wishes, ILogger<ProjectGrain> log)
    {
        (_directory, _ports, _wishes, _log) = (directory, ports, wishes, log);
        _memory = new(context.ActivationServices.GetRequiredKeyedService<IGrainStorage>(WindowMemory.Storage), context.GrainId);
    }

    /// <inheritdoc/>
    public async Task<BatchAnswer?> AdmitAsync(ReportBatch batch)
    {
        if (_directory.Find(new(this.GetPrimaryKeyLong())) is not { } settings)
        {
            End(batch, Outcome.Invalid(OutcomeReasons.UnknownProject));
            DeactivateOnIdle();
        }
        else if (!await RememberAsync(settings, batch.Arrivals.Count))
        {
            End(batch, Outcome.Unavailable(OutcomeReasons.NotCommitted));
        }
        else if (batch.Pending is null)
        {
            await Keeper(settings).AdmitAsync(settings, batch.Arrivals);
        }
        else
        {
            _ = Keeper(settings).AdmitAsync(settings, batch.Arrivals).AsTask();
        }

        return batch.Pending is { } pending ? await AnswerAsync(pending, ++_lastRest, batch) : null;
    }

    /// <inheritdoc/>
    public Task<BatchAnswer> RestAsync(long rest) =>
        _rests.TryGetValue(rest, out var pending) ? AnswerAsync(pending, rest, null) : Task.FromResult(new BatchAnswer([], null, []));

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_memory.IsUsed && _keeper is not null)
        {
            try
            {
                await _memory.WriteAsync(_keeper.Uses()); // What was leased and not used is given back.
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogNotRemembered(this.GetPrimaryKeyLong(), e.Message);
            }
        }
    }

    private static void End(ReportBatch batch, Outcome outcome) => batch.Arrivals.ForEach(arrival => arrival.Complete(outcome));

    private ProjectKeeper Keeper(ProjectSettings settings) => _keeper ??= new(settings, _ports);

    /// <summary>Has the windows remembered as far as so many reports may use them. False where that cannot be written down: then nothing may pass.</summary>
    private async Task<bool> RememberAsync(ProjectSettings settings, int reports)
    {
        while (Keeper(settings).Lease(settings, reports) is { } lease)
        {
            if (_remembering is { } other)
            {
                if (!await other)
                {
                    return false;
                }

                continue;
            }

            var own = RememberAsync(settings, reports, lease);
            _remembering = own.IsCompleted ? null : own;
            if (!await own)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> RememberAsync(ProjectSettings settings, int reports, IReadOnlyList<WindowUse> lease)
    {
        var keeper = Keeper(settings);
        try
        {
            var before = await _memory.ReadOnceAsync();
            if (before.Count > 0)
            {
                keeper.Restore(before);
                lease = keeper.Lease(settings, reports) ?? [];
            }

            if (lease.Count > 0)
            {
                await _memory.WriteAsync(lease);
                keeper.Grant(lease);
            }

            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Another activation has written, or nobody knows whether this one has: what is stored counts, so start again from there.
            LogNotRemembered(this.GetPrimaryKeyLong(), e.Message);
            DeactivateOnIdle();
            return false;
        }
        finally
        {
            _remembering = null; // Before those who wait for it go on.
        }
    }

    private async Task<BatchAnswer> AnswerAsync(PendingOutcomes pending, long rest, ReportBatch? batch)
    {
        await pending.All.WaitAsync(Moment).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var outcomes = pending.Take(out var isLast);
        if (isLast)
        {
            _rests.Remove(rest);
        }
        else
        {
            Keep(rest, pending);
        }

        return new(outcomes, isLast ? null : rest, batch is null ? [] : _wishes.Refused(batch.Arrivals));
    }

    /// <summary>Where there are too many, whoever was to ask for the ended ones is gone.</summary>
    private void Keep(long rest, PendingOutcomes pending)
    {
        if (_rests.Count >= MaxRests)
        {
            foreach (var (ended, _) in _rests.Where(item => item.Value.All.IsCompleted).ToList())
            {
                _rests.Remove(ended);
            }
        }

        _rests[rest] = pending;
    }

    [LoggerMessage(8001, LogLevel.Warning, "The limits of project {Project} could not be remembered, so its reports are refused for now: {Error}")]
    private partial void LogNotRemembered(long project, string error);
}
