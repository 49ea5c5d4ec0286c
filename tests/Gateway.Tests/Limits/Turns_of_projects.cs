using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Limits;
using Picket.Ingestion;

namespace Picket.Gateway.Tests.Limits;

public sealed class Turns_of_projects
{
    private static readonly ProjectId Loud = new(1), Quiet = new(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Turns _turns;
    private bool _isBusy = true;

    public Turns_of_projects() => _turns = new(2, () => _isBusy, 7, _time);

    [Fact]
    public void A_project_that_is_alone_waits_for_nobody()
    {
        _turns.Enter(Quiet);
        _turns.Leave(Quiet);
        Assert.Null(_turns.Enter(Loud));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(_turns.Enter(Loud)));
    }

    [Fact]
    public void Nobody_waits_while_processors_are_free()
    {
        _isBusy = false;
        Assert.Null(_turns.Enter(Quiet));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(_turns.Enter(Loud)));
    }

    [Fact]
    public void Otherwise_its_reports_wait_for_their_turn_in_order_and_other_projects_do_not()
    {
        Assert.Null(_turns.Enter(Quiet));
        Assert.Null(_turns.Enter(Loud));
        Assert.Null(_turns.Enter(Loud));
        var (third, fourth) = (_turns.Enter(Loud), _turns.Enter(Loud));
        Assert.Null(_turns.Enter(Quiet));
        Assert.Equal(2, _turns.Waiting);

        _turns.Leave(Quiet);
        Assert.False(third!.IsCompleted);
        _turns.Leave(Loud);
        Assert.True(third.IsCompleted);
        Assert.False(fourth!.IsCompleted);
        _turns.Leave(Loud);
        Assert.True(fourth.IsCompleted);
        Assert.Equal(0, _turns.Waiting);
    }

    [Fact]
    public void All_go_on_once_processors_are_free_again()
    {
        _turns.Enter(Quiet);
        var waiting = Enumerable.Range(0, 12).Select(_ => _turns.Enter(Loud)).OfType<Task>().ToList();
        Assert.Equal(10, waiting.Count);

        _isBusy = false;
        _turns.Leave(Loud);
        Assert.All(waiting, turn => Assert.True(turn.IsCompleted));
    }

    [Fact]
    public async Task Every_turn_comes_whoever_enters_and_leaves_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(sender => Task.Run(async () =>
        {
            var project = sender % 8 == 0 ? Quiet : Loud;
            for (var i = 0; i < 2000; i++)
            {
                if (_turns.Enter(project) is { } turn)
                {
                    await turn;
                }

                if (i % 16 == 0)
                {
                    await Task.Yield();
                }

                _turns.Leave(project);
            }
        }))).WaitAsync(Patience);

        Assert.Equal(0, _turns.Waiting);
        Assert.Null(_turns.Enter(Quiet));
        Assert.Null(_turns.Enter(Loud));
        Assert.Null(_turns.Enter(Loud));
        Assert.NotNull(_turns.Enter(Loud));
    }
}
