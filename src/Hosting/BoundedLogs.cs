using Microsoft.Extensions.Logging;

namespace Picket.Hosting;

/// <summary>
/// Bounds what one cause may write: of one event of one category <see cref="Lines"/> lines in <see cref="Window"/>; how many more there were is said before the next one.
/// A log that senders can fill hides what matters, and fills a disk.
/// </summary>
public sealed class BoundedLogs(ILoggerFactory inner, TimeProvider time) : ILoggerFactory
{
    /// <summary>Lines of one event that are written in a window.</summary>
    public const int Lines = 20;

    /// <summary>How long a window is. It starts with its first line.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Bounded(inner.CreateLogger(categoryName), time);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private sealed class Bounded(ILogger inner, TimeProvider time) : ILogger
    {
        private readonly Dictionary<int, (long Since, int Count)> _events = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel))
            {
                return;
            }

            var (isWritten, leftOut) = Count(eventId.Id);
            if (leftOut > 0)
            {
                inner.Log(logLevel, eventId, $"{leftOut} more like the following were left out.", null, static (text, _) => text);
            }

            if (isWritten)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }

        private (bool IsWritten, int LeftOut) Count(int id)
        {
            lock (_events)
            {
                if (_events.TryGetValue(id, out var seen) && time.GetElapsedTime(seen.Since) < Window)
                {
                    _events[id] = (seen.Since, seen.Count + 1);
                    return (seen.Count < Lines, 0);
                }

                _events[id] = (time.GetTimestamp(), 1);
                return (true, Math.Max(0, seen.Count - Lines));
            }
        }
    }
}
