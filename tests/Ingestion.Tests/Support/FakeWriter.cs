using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Tests.Support;

/// <summary>A PostgreSQL that never was: applies each commit id once, and fails where a test says so.</summary>
internal sealed class FakeWriter : ICommitWriter
{
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _applied = [];
    private readonly List<Commit> _attempts = [];
    private readonly List<Commit> _appliedInOrder = [];
    private readonly Dictionary<IssueKey, long> _ids = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>Runs before a commit is applied: may wait or throw.</summary>
    public Func<Commit, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after a commit was applied: may throw, as when the connection is lost before the answer.</summary>
    public Func<Commit, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>All so far. A copy: facets and clients are written while a test looks.</summary>
    public List<Commit> Attempts => Copy(_attempts);

    /// <summary>Those of them that were applied.</summary>
    public List<Commit> Applied => Copy(_appliedInOrder);

    public Dictionary<IssueKey, long> Counts { get; } = [];

    public Dictionary<(IssueKey Key, Facet Facet, string Value), long> Facets { get; } = [];

    public Dictionary<long, ClientSketch> Clients { get; } = [];

    public Dictionary<IssueKey, List<SampleRow>> Samples { get; } = [];

    public Dictionary<(ProjectId Project, KeyId Key, string Outcome, string Reason), long> Outcomes { get; } = [];

    public List<FilterSampleRow> FilterSamples { get; } = [];

    public async Task<IssueState[]> WriteAsync(Commit commit, CancellationToken cancellation)
    {
        List<TaskCompletionSource> reached;
        lock (_lock)
        {
            _attempts.Add(commit);
            reached = [.. _waiting.Where(wait => wait.Count <= _attempts.Count).Select(wait => wait.Reached)];
        }

        reached.ForEach(source => source.TrySetResult());
        await Before(commit);
        IssueState[] states;
        lock (_lock)
        {
            states = Apply(commit);
        }

        await After(commit);
        return states;
    }

    /// <summary>Done when that many attempts were made.</summary>
    public Task AttemptsReach(int count)
    {
        lock (_lock)
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, source));
            if (_attempts.Count >= count)
            {
                source.TrySetResult();
            }

            return source.Task.WaitAsync(World.Patience);
        }
    }

    private List<Commit> Copy(List<Commit> commits)
    {
        lock (_lock)
        {
            return [.. commits];
        }
    }

    private IssueState[] Apply(Commit commit)
    {
        var first = _applied.Add(commit.Id);
        if (first)
        {
            _appliedInOrder.Add(commit);
        }

        var states = commit.Issues.Select(row =>
        {
            var isNew = !_ids.ContainsKey(row.Key);
            if (isNew)
            {
                Assert.NotNull(row.New);
                _ids[row.Key] = _ids.Count + 1;
            }

            if (first)
            {
                Add(row);
            }

            return new IssueState(_ids[row.Key], isNew, IssueStatus.Unresolved, false);
        }).ToArray();
        if (first)
        {
            AddRest(commit);
        }

        return states;
    }

    private void Add(IssueRow row)
    {
        Assert.Equal(row.Count, row.Hours.Sum(hour => hour.Count));
        Assert.Equal(row.Count, row.Accepted.Sum(key => key.Count));
        Assert.True(row.Weight >= row.Count);
        Counts[row.Key] = Counts.GetValueOrDefault(row.Key) + row.Count;
        if (!Samples.TryGetValue(row.Key, out var samples))
        {
            Samples[row.Key] = samples = [];
        }

        samples.AddRange(row.Samples);
        foreach (var accepted in row.Accepted)
        {
            var key = (row.Key.Project, accepted.Key, "Accepted", "");
            Outcomes[key] = Outcomes.GetValueOrDefault(key) + accepted.Count;
        }
    }

    private void AddRest(Commit commit)
    {
        Assert.Equal(commit.Facets.Count, commit.Facets.DistinctBy(row => (row.IssueId, row.Facet, row.Value)).Count());
        foreach (var row in commit.Facets)
        {
            var key = (_ids.Single(id => id.Value == row.IssueId).Key, row.Facet, row.Value);
            Facets[key] = Facets.GetValueOrDefault(key) + row.Count;
        }

        FilterSamples.AddRange(commit.FilterSamples);
        foreach (var row in commit.Clients)
        {
            Clients.TryAdd(row.IssueId, new());
        }

        foreach (var row in commit.Outcomes)
        {
            var key = (row.Project, row.Key, row.Kind.ToString(), row.Reason);
            Outcomes[key] = Outcomes.GetValueOrDefault(key) + row.Count;
        }
    }
}
