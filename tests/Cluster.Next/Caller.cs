using Picket.Grains.Interfaces;

namespace Picket.Silo;

/// <summary>Calls the new method again and again, wherever the project lives, and prints what it hears.</summary>
internal sealed class Caller(IGrainFactory grains, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Console.WriteLine($"greeted: {await grains.Project(new(1)).GreetAsync()}");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Console.WriteLine($"not greeted: {e.GetType().Name} {e.Message}");
            }
        }
    }
}
