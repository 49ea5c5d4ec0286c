using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Picket.Hosting.Tests;

public sealed partial class The_log
{
    [Fact]
    public void Takes_so_many_lines_of_one_event_and_says_how_many_it_left_out()
    {
        var (kept, time) = (new Kept(), new FakeTimeProvider());
        using var logs = new BoundedLogs(LoggerFactory.Create(logging => logging.AddProvider(kept)), time);
        var log = logs.CreateLogger("one");
        for (var i = 0; i < BoundedLogs.Lines + 5; i++)
        {
            LogLoud(log, i);
        }

        LogRare(log);
        LogLoud(logs.CreateLogger("two"), -1);
        Assert.Equal([.. Enumerable.Range(0, BoundedLogs.Lines).Select(i => $"loud {i}"), "rare", "loud -1"], kept.Lines);

        kept.Lines.Clear();
        time.Advance(BoundedLogs.Window);
        LogLoud(log, 100);
        Assert.Equal(["5 more like the following were left out.", "loud 100"], kept.Lines);
    }

    [Fact]
    public void Is_JSON_with_values_and_trace_where_that_is_set()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var (console, text) = (Console.Error, new StringWriter());
        Console.SetError(text);
        try
        {
            using var logs = Logs.Create(LogFormat.Json);
            LogLines(logs.CreateLogger("Picket"), 3);
        }
        finally
        {
            Console.SetError(console);
        }

        using var line = JsonDocument.Parse(text.ToString().TrimEnd());
        var root = line.RootElement;
        Assert.Equal("Warning", root.GetProperty("LogLevel").GetString());
        Assert.Equal("3 lines\nin one", root.GetProperty("Message").GetString());
        Assert.Equal(3, root.GetProperty("State").GetProperty("Count").GetInt32());
        Assert.EndsWith("Z", root.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
        Assert.Equal(activity.TraceId.ToHexString(), root.GetProperty("Scopes")[0].GetProperty("TraceId").GetString());
    }

    [LoggerMessage(7, LogLevel.Warning, "loud {Number}")]
    private static partial void LogLoud(ILogger log, int number);

    [LoggerMessage(8, LogLevel.Warning, "rare")]
    private static partial void LogRare(ILogger log);

    [LoggerMessage(9, LogLevel.Warning, "{Count} lines\nin one")]
    private static partial void LogLines(ILogger log, int count);

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
