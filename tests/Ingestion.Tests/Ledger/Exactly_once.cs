using Picket.Ingestion.Ledger;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Ledger;

/// <summary>Whatever goes wrong between ledger and PostgreSQL: acknowledged ≤ counted ≤ sent, for every fingerprint.</summary>
public sealed class Exactly_once
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Acknowledged_is_at_most_counted_is_at_most_sent(int seed)
    {
        await using var world = new World(options => options.CommitRows = 20);
        var random = new Random(seed);
        Task Fail()
        {
            int dice;
            lock (random)
            {
                dice = random.Next(12);
            }

            return dice switch
            {
                0 or 1 => throw new CommitException(CommitFailure.Unknown, "lost"),
                2 => throw new CommitException(CommitFailure.Conflict, "deadlock"),
                3 => throw new CommitException(CommitFailure.Poisoned, "poison"),
                _ => Task.CompletedTask,
            };
        }

        world.Writer.Before = _ => Fail();
        world.Writer.After = async _ =>
        {
            try
            {
                await Fail();
            }
            catch (CommitException e) when (e.Failure != CommitFailure.Unknown)
            {
                // After it was applied only the answer can get lost.
            }
        };
        const int Rounds = 10; // Each fingerprint has several deltas then, however much one gathers: of one that PostgreSQL refuses nothing is left.
        const int Fingerprints = 15;
        var (sent, acknowledged) = (new int[Fingerprints + 1], new int[Fingerprints + 1]);
        async Task SendAsync(int i)
        {
            var fingerprint = 1 + (i % Fingerprints);
            Interlocked.Increment(ref sent[fingerprint]);
            if ((await world.Send(Make.Report(fingerprint))).Accepted == 1)
            {
                Interlocked.Increment(ref acknowledged[fingerprint]);
            }
        }

        for (var round = 0; round < Rounds; round++)
        {
            await world.Pass(Task.WhenAll(Enumerable.Range(0, 150).Select(SendAsync)).ContinueWith(_ => true, TaskScheduler.Default), TimeSpan.FromMinutes(5));
        }

        Assert.Equal(Fingerprints, world.Writer.Counts.Count);
        for (var i = 1; i <= Fingerprints; i++)
        {
            Assert.InRange(world.Writer.Counts.GetValueOrDefault(Make.IssueKey(i)), acknowledged[i], sent[i]);
        }

        Assert.Equal(world.Writer.Counts.Values.Sum(), world.Writer.Outcomes.Where(entry => entry.Key.Outcome == "Accepted").Sum(entry => entry.Value));
        Assert.True(acknowledged.Sum() > 100, "Most of them should have come through.");
    }
}
