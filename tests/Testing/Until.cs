namespace Picket.Testing;

/// <summary>Waits for something observable of another process, with a deadline.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static Task TrueAsync(Func<bool> condition, TimeSpan deadline, string what) => TrueAsync(() => Task.FromResult(condition()), deadline, () => what);

    /// <summary>Waits until <paramref name="condition"/> holds; at the deadline <paramref name="what"/> says what was waited for, and what was there instead.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan deadline, Func<string> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > deadline)
            {
                throw new TimeoutException($"Not within {deadline.TotalSeconds} s: {what()}");
            }

            await Task.Delay(Pause);
        }
    }
}
