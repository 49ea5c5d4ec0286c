namespace Picket.Ingestion.Admission;

/// <summary>Something that is done for all who want it at once: who comes while it is under way waits for that. Thread-safe.</summary>
internal sealed class OneAtATime
{
    private readonly Lock _lock = new();
    private Task<bool> _running = Task.FromResult(true);

    /// <summary>Joins what is under way, or starts <paramref name="action"/>.</summary>
    public Task<bool> JoinAsync(Func<Task<bool>> action)
    {
        lock (_lock)
        {
            return _running.IsCompleted ? _running = action() : _running;
        }
    }
}
