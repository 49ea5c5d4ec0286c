using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Limits;
using Picket.Ingestion;

namespace Picket.Gateway.Tests.Limits;

public sealed class Lines_of_projects
{
    private static readonly ProjectId Loud = new(1), Quiet = new(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly FairQueue _queue;

    public Lines_of_projects() => _queue = new(maxReports: 5, maxBytes: 1000, seed: 7, _time);

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(Enter(Loud).IsCompleted));
        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public void What_is_over_the_limit_waits_in_order_and_other_projects_do_not()
    {
        _queue.Set(2);
        Assert.True(Enter(Loud).IsCompleted);
        Assert.True(Enter(Loud).IsCompleted);
        var (third, fourth) = (Enter(Loud), Enter(Loud));
        Assert.True(Enter(Quiet).IsCompleted);
        Assert.Equal(2, _queue.Waiting);

        _queue.Leave(Quiet, 1);
        Assert.False(third.IsCompleted);
        _queue.Leave(Loud, 1);
        Assert.True(third.IsCompleted);
        Assert.False(fourth.IsCompleted);
        _queue.Leave(Loud, 1);
        Assert.True(fourth.IsCompleted);
        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public void Nobody_passes_those_who_wait()
    {
        _queue.Set(1);
        Enter(Loud);
        var second = Enter(Loud);
        _queue.Set(1);
        var third = Enter(Loud);
        _queue.Leave(Loud, 1);
        Assert.Equal((true, false), (second.IsCompleted, third.IsCompleted));
    }

    [Fact]
    public void A_higher_limit_lets_those_go_who_are_within_it_and_none_lets_all_go()
    {
        _queue.Set(1);
        var all = Enumerable.Range(0, 6).Select(_ => Enter(Loud)).ToList();
        _queue.Set(3);
        Assert.Equal(3, all.Count(turn => turn.IsCompleted));
        _queue.Set(AdaptiveLimit.None);
        Assert.All(all, turn => Assert.True(turn.IsCompleted));
    }

    [Fact]
    public void Whoever_has_waited_for_long_goes_on_whatever_the_limit()
    {
        _queue.Set(1);
        Enter(Loud);
        var early = Enter(Loud);
        _time.Advance(FairQueue.Longest / 2);
        var late = Enter(Loud);
        _time.Advance(FairQueue.Longest / 2);
        _queue.Set(1);
        Assert.Equal((true, false), (early.IsCompleted, late.IsCompleted));
    }

    [Fact]
    public void A_line_has_an_end_in_reports()
    {
        _queue.Set(1);
        Assert.All(Enumerable.Range(0, 6), _ => Enter(Loud));
        Assert.False(_queue.TryEnter(Loud, 0, out _));
        Assert.True(_queue.TryEnter(Quiet, 0, out _));
        _queue.Leave(Loud, 1);
        Assert.True(_queue.TryEnter(Loud, 0, out _));
    }

    [Fact]
    public void And_in_bytes()
    {
        _queue.Set(1);
        Enter(Loud);
        Assert.True(_queue.TryEnter(Loud, 600, out _));
        Assert.False(_queue.TryEnter(Loud, 401, out _));
        Assert.True(_queue.TryEnter(Loud, 400, out _));
        _queue.Leave(Loud, 1);
        Assert.True(_queue.TryEnter(Loud, 600, out _));
    }

    [Fact]
    public void A_look_says_what_hosts_answered_how_fast_and_of_how_many_projects()
    {
        Enter(Loud);
        Enter(Loud);
        Enter(Loud);
        _queue.Leave(Loud, Ticks(10));
        _queue.Leave(Loud, 0); // No host took it.
        Assert.Equal(new(1, TimeSpan.FromMilliseconds(10), 1, SeveralProjects: false), _queue.LookAtHosts());

        Enter(Quiet);
        _queue.Leave(Quiet, Ticks(2));
        _queue.Leave(Loud, Ticks(4));
        Assert.Equal(new(2, TimeSpan.FromMilliseconds(3), 0, SeveralProjects: true), _queue.LookAtHosts());
    }

    [Fact]
    public void Several_projects_send_until_all_but_one_have_been_silent_for_ten_looks()
    {
        Enter(Quiet);
        _queue.Leave(Quiet, 1);
        for (var look = 0; look <= 10; look++)
        {
            Enter(Loud);
            _queue.Leave(Loud, 1);
            Assert.Equal(look < 10, _queue.LookAtHosts().SeveralProjects);
        }
    }

    [Fact]
    public async Task Every_turn_comes_whoever_enters_and_leaves_at_the_same_time()
    {
        var queue = new FairQueue(1000, 1000, 7, _time);
        queue.Set(2);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(sender => Task.Run(async () =>
        {
            var project = sender % 8 == 0 ? Quiet : Loud;
            for (var i = 0; i < 2000; i++)
            {
                Assert.True(queue.TryEnter(project, 1, out var turn));
                await turn;
                if (i % 16 == 0)
                {
                    await Task.Yield();
                }

                queue.Leave(project, 1);
            }
        }))).WaitAsync(Patience);

        Assert.Equal(0, queue.Waiting);
        Assert.Equal((64 * 2000, 0), (queue.LookAtHosts() is var seen ? seen.Answers : 0, seen.Busiest));
    }

    private Task Enter(ProjectId project)
    {
        Assert.True(_queue.TryEnter(project, 0, out var turn));
        return turn;
    }

    private long Ticks(int milliseconds) => milliseconds * _time.TimestampFrequency / 1000;
}
