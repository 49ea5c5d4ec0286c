using Picket.Gateway.Limits;

namespace Picket.Gateway.Edge;

/// <summary>Says in the log, once in ten minutes, that a proxy stands in front whose word is not taken. It stands behind the reading of forwarded headers, which takes believed ones away.</summary>
internal sealed partial class SuspicionMiddleware(RequestDelegate next, ProxySuspicion suspicion, TimeProvider time, ILogger<SuspicionMiddleware> log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private long? _said;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is { } address
            && suspicion.Observe(address, context.Request.Headers.ContainsKey("X-Forwarded-For"))
            && (_said is not { } said || time.GetElapsedTime(said) >= Quiet))
        {
            _said = time.GetTimestamp();
            LogSuspicion(address.ToString());
        }

        return next(context);
    }

    [LoggerMessage(7101, LogLevel.Warning, "{Address} sends most requests, and for others (X-Forwarded-For), so all of them share one network's limit. If it is your proxy, set Picket__TrustedNetworks__0 to its network.")]
    private partial void LogSuspicion(string address);
}
