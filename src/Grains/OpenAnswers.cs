using Picket.Grains.Interfaces;

namespace Picket.Grains;

/// <summary>Batches from other silos whose outcomes have not all been told. Belongs to one activation.</summary>
internal sealed class OpenAnswers
{
    // Batches that wait are bounded by the reports under way of the other silos.
    private const int MaxOpen = 1000;

    /// <summary>How long an answer waits for outcomes that have not fallen.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<long, PendingOutcomes> _open = [];
    private long _last;

    /// <summary>What has fallen of a new batch within a moment, and where to hear of the rest.</summary>
    public Task<BatchAnswer> AnswerAsync(PendingOutcomes pending) => AnswerAsync(pending, ++_last);

    /// <summary>What has fallen since. Nothing, and no more, where the batch is not known.</summary>
    public Task<BatchAnswer> RestAsync(long rest) =>
        _open.TryGetValue(rest, out var pending) ? AnswerAsync(pending, rest) : Task.FromResult(new BatchAnswer([], null, []));

    private async Task<BatchAnswer> AnswerAsync(PendingOutcomes pending, long rest)
    {
        await pending.All.WaitAsync(Moment).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var outcomes = pending.Take(out var isLast);
        if (isLast)
        {
            _open.Remove(rest);
        }
        else
        {
            Keep(rest, pending);
        }

        return new(outcomes, isLast ? null : rest, []);
    }

    /// <summary>Where there are too many, whoever was to ask for the ended ones is gone.</summary>
    private void Keep(long rest, PendingOutcomes pending)
    {
        if (_open.Count >= MaxOpen)
        {
            foreach (var (ended, _) in _open.Where(item => item.Value.All.IsCompleted).ToList())
            {
                _open.Remove(ended);
            }
        }

        _open[rest] = pending;
    }
}
