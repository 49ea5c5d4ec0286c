using Picket.Ingestion.Admission;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Inbox;

/// <summary>
/// Gathers a project's reports: while one batch is being decided the next one collects. Several batches may be waiting for their project at
/// once, so one that has to look something up holds up no other.
/// </summary>
internal sealed class ProjectInbox(ProjectId project, IProjects projects) : IThreadPoolWorkItem
{
    private const int MaxBatch = 1000;
    private const int MaxBatchesWaiting = 8;

    private readonly Lock _lock = new();
    private List<Arrival> _collecting = [];
    private bool _pumping;
    private int _underWay;
    private int _batchesWaiting;

    /// <summary>Counts reports that come under way.</summary>
    /// <returns>False where they would be more than <paramref name="limit"/> together with others.</returns>
    public bool TryEnter(int reports, int limit)
    {
        var all = Interlocked.Add(ref _underWay, reports);
        if (all <= limit || all == reports)
        {
            return true;
        }

        Leave(reports);
        return false;
    }

    /// <summary>They were answered.</summary>
    public void Leave(int reports) => Interlocked.Add(ref _underWay, -reports);

    /// <summary>Takes a submission's arrivals on; those of a <paramref name="gathering"/> wait for its end.</summary>
    public void Add(List<Arrival> arrivals, Gathering? gathering)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _collecting.Count == 0;
            if (isFirst)
            {
                _collecting = arrivals;
            }
            else
            {
                _collecting.AddRange(arrivals);
            }
        }

        if (gathering is null)
        {
            Start();
        }
        else if (isFirst)
        {
            gathering.Add(this);
        }
    }

    /// <summary>Decides here and now on what has collected.</summary>
    public void Pump()
    {
        if (TryStart())
        {
            Execute();
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        while (TakeBatch() is { } batch)
        {
            var admission = projects.AdmitAsync(project, batch);
            if (!admission.IsCompletedSuccessfully)
            {
                _ = WaitAsync(admission, batch);
            }
        }
    }

    private void Start()
    {
        if (TryStart())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryStart()
    {
        lock (_lock)
        {
            if (_pumping || _collecting.Count == 0 || _batchesWaiting >= MaxBatchesWaiting)
            {
                return false;
            }

            _pumping = true;
            return true;
        }
    }

    private List<Arrival>? TakeBatch()
    {
        lock (_lock)
        {
            if (_collecting.Count == 0 || _batchesWaiting >= MaxBatchesWaiting)
            {
                _pumping = false;
                return null;
            }

            if (_collecting.Count <= MaxBatch)
            {
                var batch = _collecting;
                _collecting = [];
                return batch;
            }

            var first = _collecting[..MaxBatch];
            _collecting.RemoveRange(0, MaxBatch);
            return first;
        }
    }

    private async Task WaitAsync(ValueTask admission, List<Arrival> batch)
    {
        lock (_lock)
        {
            _batchesWaiting++;
        }

        try
        {
            await admission.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Only a defect gets here. Arrivals that had their outcome ignore this one.
            batch.ForEach(arrival => arrival.Complete(Outcome.Unavailable(OutcomeReasons.Internal)));
        }

        lock (_lock)
        {
            _batchesWaiting--;
        }

        Start();
    }
}
