using Picket.Grains.Interfaces;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains;

/// <summary>The projects of the cluster.</summary>
internal sealed class GrainProjects(IGrainFactory grains, SampleWishes wishes, ClusterCalls calls) : IProjects
{
    /// <inheritdoc/>
    public async ValueTask AdmitAsync(ProjectId project, List<Arrival> batch)
    {
        try
        {
            var grain = grains.Project(project);
            var answer = await grain.AdmitAsync(new(batch, arrival => wishes.Wants(arrival.IssueKey)));
            calls.OnBatch(batch.Count, isLocal: answer is null);
            if (answer is not null)
            {
                Hear(batch, answer);
                _ = HearRestAsync(grain, batch, answer.Rest); // Not awaited: what is stuck must not keep the next batch back.
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            GiveUp(batch, e);
        }
    }

    private async Task HearRestAsync(IProjectGrain grain, List<Arrival> batch, long? rest)
    {
        try
        {
            while (rest is { } more)
            {
                var answer = await grain.RestAsync(more);
                Hear(batch, answer);
                rest = answer.Rest;
            }

            // Nothing, unless the grain has moved and what it knew of the rest is gone.
            batch.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.Unreachable)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            GiveUp(batch, e);
        }
    }

    private void Hear(List<Arrival> batch, BatchAnswer answer)
    {
        foreach (var (index, outcome) in answer.Outcomes)
        {
            batch[index].Complete(outcome);
        }

        foreach (var issue in answer.NoBodies)
        {
            wishes.Learn(issue, wants: false);
        }
    }

    private void GiveUp(List<Arrival> batch, Exception e)
    {
        calls.OnFailed(e);
        batch.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.Unreachable)));
    }
}
