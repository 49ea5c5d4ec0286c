using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Support;

/// <summary>A whole host without HTTP and PostgreSQL, on a clock that a test moves.</summary>
internal sealed class World : IAsyncDisposable, IProjectDirectory, IKnownIssues
{
    /// <summary>How long a test waits for what must happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Meter _meter = new("test");

    public World(Action<IngestionOptions>? configure = null)
    {
        configure?.Invoke(Options);
        Outcomes = new(_meter);
        Ledger = new(Writer, Options, new(_meter), Clock);
        Issues = new(this);
        Intake = new(this, Issues.Projects, Ledger, Options, Outcomes, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(Make.Noon);

    public FakeWriter Writer { get; } = new();

    public FakeAllowances Allowances { get; } = new();

    public IngestionOptions Options { get; } = new();

    public GroupCommitLedger Ledger { get; }

    /// <summary>Where projects and issues live.</summary>
    public Shell Issues { get; }

    public Intake Intake { get; }

    public OutcomeInstruments Outcomes { get; }

    public List<IReadOnlyCollection<IssueKey>> LookUps { get; } = [];

    public Func<Task> BeforeLookUp { get; set; } = () => Task.CompletedTask;

    public ProjectSettings Settings { get; set; } = new()
    {
        Id = Make.Project,
        Version = 1,
        Keys = [new(Make.Key, Make.PublicKey, true, null)],
    };

    /// <summary>Another project, where a test has one.</summary>
    public ProjectSettings? Other { get; set; }

    public ProjectSettings? Find(ProjectId id) => id == Make.Project ? Settings : id == Other?.Id ? Other : null;

    public async Task<IReadOnlySet<IssueKey>> FindAsync(IReadOnlyCollection<IssueKey> keys, CancellationToken cancellation)
    {
        lock (LookUps)
        {
            LookUps.Add(keys);
        }

        await BeforeLookUp();
        return keys.Where(Writer.Counts.ContainsKey).ToHashSet();
    }

    /// <summary>Submits reports as one request.</summary>
    public ValueTask<Answer> Send(params Report[] reports) => Send(Make.Submission(reports));

    public ValueTask<Answer> Send(Submission submission) => Intake.SubmitAsync(submission with { Received = Clock.GetUtcNow() - TimeSpan.Zero });

    /// <summary>Moves the clock in small steps until <paramref name="task"/> is done, as time would.</summary>
    public async Task<T> Pass<T>(ValueTask<T> task, TimeSpan atMost) => await Pass(task.AsTask(), atMost);

    public async Task<T> Pass<T>(Task<T> task, TimeSpan atMost)
    {
        await Pass((Task)task, atMost);
        return await task;
    }

    public async Task Pass(Task task, TimeSpan atMost)
    {
        var end = Clock.GetUtcNow() + atMost;
        var impatient = Task.Delay(Patience, CancellationToken.None);
        while (!task.IsCompleted && Clock.GetUtcNow() < end && !impatient.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            do
            {
                await Task.WhenAny(task, Task.Delay(1, CancellationToken.None)); // lets the pool run between two steps; on a machine with other work, until it has
            }
            while (ThreadPool.PendingWorkItemCount > 0 && !impatient.IsCompleted);
        }

        await task.WaitAsync(Patience);
    }

    /// <summary>Waits until all that is owed is written.</summary>
    public Task Settle() => Ledger.DrainAsync(CancellationToken.None).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await Issues.DisposeAsync();
        await Ledger.DisposeAsync();
        _meter.Dispose();
    }
}
