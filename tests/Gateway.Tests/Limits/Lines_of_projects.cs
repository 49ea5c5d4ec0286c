using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Limits;
using Picket.Ingestion;
using Picket.Testing;

namespace Picket.Gateway.Tests.Limits;

public sealed class Lines_of_projects
{
    private static readonly ProjectId Loud = new(1), Quiet = new(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();
    private readonly FairQueue _queue;

    public Lines_of_projects() => _queue = new(maxReports: 5, maxBytes: 1000, seed: 7, _time);

    private enum Turn
    {
        Waits,
        Came,
        Refused,
    }

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(Turn.Came, Enter(Loud)()));
        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public void What_is_over_the_limit_waits_in_order_and_other_projects_do_not()
    {
        _queue.Set(2);
        Func<Turn>[] loud = [Enter(Loud), Enter(Loud), Enter(Loud), Enter(Loud)];
        Assert.Equal(Turn.Came, Enter(Quiet)());
        Assert.Equal([Turn.Came, Turn.Came, Turn.Waits, Turn.Waits], Of(loud));
        Assert.Equal((2, true, false), (_queue.Waiting, _queue.HasLine(Loud), _queue.HasLine(Quiet)));

        _queue.Leave(Quiet, 1);
        Assert.Equal(Turn.Waits, loud[2]());
        _queue.Leave(Loud, 1);
        Assert.Equal([Turn.Came, Turn.Came, Turn.Came, Turn.Waits], Of(loud));
        _queue.Leave(Loud, 1);
        Assert.Equal(Turn.Came, loud[3]());
        Assert.Equal((0, false), (_queue.Waiting, _queue.HasLine(Loud)));
    }

    [Fact]
    public void A_higher_limit_lets_those_go_who_are_within_it_and_none_lets_all_go()
    {
        _queue.Set(1);
        var all = Enumerable.Range(0, 6).Select(_ => Enter(Loud)).ToList();
        _queue.Set(3);
        Assert.Equal([Turn.Came, Turn.Came, Turn.Came, Turn.Waits, Turn.Waits, Turn.Waits], Of(all));
        _queue.Set(AdaptiveLimit.None);
        Assert.All(Of(all), turn => Assert.Equal(Turn.Came, turn));
    }

    [Fact]
    public void Whoever_has_stood_for_too_long_is_refused()
    {
        _queue.Set(1);
        Enter(Loud);
        var early = Enter(Loud);
        _time.Advance(FairQueue.LongestWait / 2);
        var late = Enter(Loud);
        Assert.Equal(TimeSpan.Zero, _queue.LookAtHosts().LongestWait); // Hosts took nothing of it: that it waits is not the limit's doing.
        _time.Advance(FairQueue.LongestWait / 2);
        _queue.Set(1);
        Assert.Equal((Turn.Refused, Turn.Waits), (early(), late()));
        _queue.Leave(Loud, 1);
        Assert.Equal(Turn.Came, late());
    }

    [Fact]
    public void A_line_has_an_end_in_reports()
    {
        _queue.Set(1);
        var all = Enumerable.Range(0, 7).Select(_ => Enter(Loud)).ToList();
        Assert.Equal((Turn.Came, Turn.Waits, Turn.Refused), (all[0](), all[5](), all[6]()));
        Assert.Equal(Turn.Came, Enter(Quiet)());
        _queue.Leave(Loud, 1);
        Assert.Equal(Turn.Waits, Enter(Loud)());
    }

    [Fact]
    public void And_in_bytes_but_one_always_may_stand_there()
    {
        _queue.Set(1);
        Enter(Loud);
        Assert.Equal(Turn.Waits, Enter(Loud, 2000)());
        Assert.Equal(Turn.Refused, Enter(Loud, 1)());
        _queue.Leave(Loud, 1);
        Assert.Equal((Turn.Waits, Turn.Waits, Turn.Refused), (Enter(Loud, 600)(), Enter(Loud, 400)(), Enter(Loud, 1)()));
    }

    [Fact]
    public void All_lines_together_have_one_too()
    {
        _queue.Set(1);
        for (var project = 10; project < 12; project++)
        {
            Assert.Equal(Turn.Waits, Enumerable.Range(0, 6).Select(_ => Enter(new(project))).ToList()[^1]());
        }

        Enter(Loud);
        Assert.Equal((Turn.Waits, Turn.Refused), (Enter(Loud)(), Enter(Loud)()));
    }

    [Fact]
    public void A_look_says_how_long_hosts_take_to_take_a_report()
    {
        Assert.Null(_queue.LookAtHosts().AnswerTime);
        Pass(Loud, 10, milliseconds: 3);
        Pass(Loud, 5, milliseconds: 0); // None took them.
        Assert.Null(_queue.LookAtHosts().AnswerTime);
        Pass(Loud, 9, milliseconds: 3);
        Pass(Quiet, 1, milliseconds: 5000);
        Assert.Equal(TimeSpan.FromMilliseconds(3), _queue.LookAtHosts().AnswerTime);
        Pass(Loud, 10, milliseconds: 30);
        Pass(Quiet, 11, milliseconds: 2);
        Assert.Equal(TimeSpan.FromMilliseconds(2), _queue.LookAtHosts().AnswerTime);
    }

    [Fact]
    public void How_long_a_report_has_stood_whose_project_s_are_taken()
    {
        _queue.Set(2);
        _ = Enumerable.Range(0, 4).Select(_ => Enter(Loud)).ToList();
        _time.Advance(FairQueue.LongestWait / 2);
        _queue.Leave(Loud, 1);
        Assert.Equal(FairQueue.LongestWait / 2, _queue.LookAtHosts().LongestWait);
        Assert.Equal(TimeSpan.Zero, _queue.LookAtHosts().LongestWait);
    }

    [Fact]
    public void How_many_the_busiest_project_has_there()
    {
        for (var i = 0; i < 3; i++)
        {
            Enter(Loud);
        }

        Enter(Quiet);
        _queue.Leave(Loud, 1);
        Assert.Equal(2, _queue.LookAtHosts().Busiest);
    }

    [Fact]
    public void And_whether_several_send_until_hosts_have_taken_nothing_of_the_others_for_a_hundred_looks()
    {
        Pass(Quiet, 1, milliseconds: 0);
        Pass(Loud, 1, milliseconds: 1);
        Assert.False(_queue.LookAtHosts().SeveralProjects);
        Pass(Quiet, 1, milliseconds: 1);
        for (var look = 0; look <= 100; look++)
        {
            Pass(Loud, 1, milliseconds: 1);
            Assert.Equal(look < 100, _queue.LookAtHosts().SeveralProjects);
        }
    }

    [Fact]
    public async Task Every_turn_comes_whoever_enters_and_leaves_and_looks_at_the_same_time()
    {
        var queue = new FairQueue(1000, 1000, 7, _time);
        using var done = new CancellationTokenSource();
        var looks = Task.Run(() =>
        {
            for (var look = 0; !done.IsCancellationRequested; look++)
            {
                queue.LookAtHosts();
                queue.Set((look % 4) switch { 0 => AdaptiveLimit.None, var limit => limit });
                Thread.Yield();
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 64).Select(sender => Task.Run(async () =>
        {
            var project = sender % 8 == 0 ? Quiet : Loud;
            for (var i = 0; i < 1000; i++)
            {
                Assert.True(await queue.EnterAsync(project, 1));
                if (i % 16 == 0)
                {
                    await Task.Yield();
                }

                queue.Leave(project, 1);
            }
        }))).WaitAsync(Patience);
        await done.CancelAsync();
        await looks;
        Assert.Equal((0, 0), (queue.Waiting, queue.LookAtHosts().Busiest));
    }

    [Fact]
    public async Task A_beat_sets_the_limit_and_its_end_lets_all_go()
    {
        using var beat = new FairQueueBeat(_queue, new AdaptiveLimit(1.5), _time);
        await beat.StartAsync(CancellationToken.None);
        _queue.Set(1);
        await Until.TrueAsync(
            () =>
            {
                _time.Advance(FairQueueBeat.Beat);
                return _queue.Limit == AdaptiveLimit.None; // One project alone has none.
            },
            Patience,
            "the beat has looked");
        _queue.Set(1);
        Enter(Loud);
        var second = Enter(Loud);
        await beat.StopAsync(CancellationToken.None);
        Assert.Equal((Turn.Came, AdaptiveLimit.None), (second(), _queue.Limit));
    }

    private static IEnumerable<Turn> Of(IEnumerable<Func<Turn>> turns) => turns.Select(turn => turn());

    /// <summary>Has so many reports come and go.</summary>
    private void Pass(ProjectId project, int reports, int milliseconds)
    {
        for (var i = 0; i < reports; i++)
        {
            Enter(project);
            _queue.Leave(project, milliseconds * _time.TimestampFrequency / 1000);
        }
    }

    private Func<Turn> Enter(ProjectId project, int bytes = 0)
    {
        var turn = _queue.EnterAsync(project, bytes).AsTask();
        return () => !turn.IsCompleted ? Turn.Waits : turn.GetAwaiter().GetResult() ? Turn.Came : Turn.Refused;
    }
}
