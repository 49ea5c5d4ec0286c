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
            if (answer is null)
            {
                return; // On this silo: each arrival hears for itself.
            }

            while (answer is not null)
            {
                foreach (var (index, outcome) in answer.Outcomes)
                {
                    batch[index].Complete(outcome);
                }

                foreach (var issue in answer.NoBodies)
                {
                    wishes.Learn(issue, wants: false);
                }

                answer = answer.Rest is { } rest ? await grain.RestAsync(rest) : null;
            }

            // Nothing, unless the grain has moved and what it knew of the rest is gone.
            batch.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.Unreachable)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            calls.OnFailed(e);
            batch.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.Unreachable)));
        }
    }
}
