using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

/// <summary>A gate that may be killed remembers what it lets pass before it does, so that whoever goes on with it lets no more pass than the limit.</summary>
public sealed class Leases_of_windows
{
    private static readonly ProjectSettings Limited = new()
    {
        Id = Make.Project,
        Version = 1,
        Limit = new(100, TimeSpan.FromMinutes(1)),
        Keys = [new(Make.Key, Make.PublicKey, true, new(40, TimeSpan.FromMinutes(1)))],
    };

    private readonly Dictionary<KeyId, WindowUse> _remembered = [];

    [Fact]
    public void Nothing_is_remembered_without_a_limit()
    {
        var gate = new ProjectGate(Limited with { Limit = null, Keys = [] }, 1);
        Assert.Null(gate.Lease(1000, Make.Noon));
        Assert.Empty(gate.Uses());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Whenever_a_gate_is_lost_no_more_than_the_limit_pass_and_at_most_a_lease_is_lost(int batch)
    {
        for (var diesAfter = 1; diesAfter < 30; diesAfter++)
        {
            _remembered.Clear();
            var passed = Send(new(Limited, 1), batch, diesAfter);
            var next = new ProjectGate(Limited, 1);
            next.Restore([.. _remembered.Values]);
            passed += Send(next, 1, 100);
            Assert.InRange(passed, 40 - Math.Max(batch, 2), 40);
        }
    }

    [Fact]
    public void A_gate_that_ends_well_loses_nothing()
    {
        var gate = new ProjectGate(Limited, 1);
        var passed = Send(gate, 1, 13);
        var next = new ProjectGate(Limited, 1);
        next.Restore(gate.Uses());
        Assert.Equal(40, passed + Send(next, 1, 100));
    }

    [Fact]
    public void A_lease_serves_many_reports()
    {
        var gate = new ProjectGate(Limited with { Limit = new(10_000, TimeSpan.FromMinutes(1)), Keys = [] }, 1);
        var leases = 0;
        for (var i = 0; i < 10_000; i++)
        {
            if (gate.Lease(1, Make.Noon) is { } lease)
            {
                gate.Grant(lease);
                leases++;
            }

            gate.Decide([Arrival()], Make.Noon);
        }

        Assert.InRange(leases, 1, 17);
    }

    [Fact]
    public void The_next_window_is_leased_anew_and_another_limit_forgets()
    {
        var gate = new ProjectGate(Limited, 1);
        Send(gate, 1, 100);
        Assert.Null(gate.Lease(1, Make.Noon));
        Assert.Equal(2, gate.Lease(1, Make.Noon.AddMinutes(1))!.Count);
        var next = new ProjectGate(Limited with { Limit = new(101, TimeSpan.FromMinutes(1)), Keys = [] }, 1);
        next.Restore([.. _remembered.Values]);
        Assert.Equal(0, Assert.Single(next.Uses()).Used);
    }

    private static Arrival Arrival()
    {
        var report = Make.Report();
        return new(report, Make.Submission(report), Make.Key, null);
    }

    /// <summary>Sends batches through a gate that remembers before it decides. Returns how many reports passed.</summary>
    private int Send(ProjectGate gate, int batch, int batches)
    {
        var passed = 0;
        for (; batches > 0; batches--)
        {
            if (gate.Lease(batch, Make.Noon) is { } lease)
            {
                foreach (var use in lease)
                {
                    _remembered[use.Key] = use;
                }

                gate.Grant(lease);
            }

            var verdict = gate.Decide([.. Enumerable.Range(0, batch).Select(_ => Arrival())], Make.Noon);
            passed += verdict.Admitted.Concat(verdict.ToLookUp).Sum(group => group.Reports.Arrivals.Count);
        }

        return passed;
    }
}
