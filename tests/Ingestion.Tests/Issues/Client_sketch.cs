using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Tests.Issues;

public sealed class Client_sketch
{
    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, 0.05)]
    [InlineData(5, 0.15)]
    [InlineData(100, 0.10)]
    [InlineData(10_000, 0.10)]
    [InlineData(1_000_000, 0.10)]
    public void The_mean_error_over_many_sketches_is_within_the_stated_one(int clients, double bound)
    {
        var random = new Random(42);
        var squares = 0.0;
        const int Trials = 30;
        for (var trial = 0; trial < Trials; trial++)
        {
            var sketch = new ClientSketch();
            for (var i = 0; i < clients; i++)
            {
                sketch.Add((ulong)random.NextInt64(long.MinValue, long.MaxValue));
            }

            var error = clients == 0 ? ClientSketch.Estimate(sketch.ToArray()) : (ClientSketch.Estimate(sketch.ToArray()) / clients) - 1;
            squares += error * error;
        }

        Assert.InRange(Math.Sqrt(squares / Trials), 0, bound);
    }

    [Fact]
    public void Sketches_merge_by_or_in_any_order_and_any_number_of_times()
    {
        var random = new Random(7);
        var clients = Enumerable.Range(0, 5000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).ToList();
        var (all, left, right) = (new ClientSketch(), new ClientSketch(), new ClientSketch());
        clients.ForEach(client => all.Add(client));
        clients.Take(3000).ToList().ForEach(client => left.Add(client));
        clients.Skip(2000).ToList().ForEach(client => right.Add(client));
        var merged = left.ToArray().Zip(right.ToArray(), (a, b) => (byte)(a | b)).ToArray();
        Assert.Equal(all.ToArray(), merged);
    }

    [Fact]
    public void A_client_that_is_there_already_changes_nothing()
    {
        var sketch = new ClientSketch();
        Assert.True(sketch.Add(12345));
        Assert.False(sketch.Add(12345));
    }

    [Fact]
    public void Other_sizes_are_refused() => Assert.Throws<ArgumentException>(() => ClientSketch.Estimate(new byte[10]));
}
