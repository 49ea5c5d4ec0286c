using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Picket.Hosting;

/// <summary>Logs go to standard error; standard output is for what a person or a script reads.</summary>
public static class Logs
{
    /// <summary>A builder with all sources of settings, the command line last.</summary>
    public static WebApplicationBuilder CreateBuilder(Dictionary<string, string?> arguments)
    {
        // Settings are read once. To wait for changes of their files is to watch every folder below the working directory, a private PostgreSQL's among
        // them. Said later it has no effect: a file that is loaded is watched already.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = Directory.GetCurrentDirectory(),
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddInMemoryCollection(arguments);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        return builder;
    }

    /// <summary>The log of a host: in UTC, bounded, and of libraries only what is wrong.</summary>
    public static ILoggerFactory Create(LogFormat format) => new BoundedLogs(LoggerFactory.Create(logging => Configure(logging, format)), TimeProvider.System);

    private static void Configure(ILoggingBuilder logging, LogFormat format)
    {
        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // Keys lie in the database, beside all they protect.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error); // Says of each page with a form that it may not be cached, which we say ourselves.
        logging.AddFilter("Yarp", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error); // Each probe; what it changes is told elsewhere.
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error); // Takes the machine's whole uptime for a pause.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // Gives each request an activity for its logs' sake; where traces are exported it has one anyway.
        logging.AddFilter("Npgsql", LogLevel.None); // Its errors come to us as exceptions, and are told once.
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(options => (options.UseUtcTimestamp, options.TimestampFormat, options.IncludeScopes) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true));
        }
        else
        {
            logging.AddSimpleConsole(options => (options.SingleLine, options.UseUtcTimestamp, options.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss'Z' "));
        }

        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
