using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Dashboard.Live;

/// <summary>Sends what a listener hears as server-sent events: <c>changed</c>, and now and then a <c>beat</c>.</summary>
internal static class LiveEvents
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(3);

    /// <summary>The stream; 503 where too many listen already.</summary>
    public static IResult Of(LiveHub hub, LivePlace place, CancellationToken cancellation) => hub.TryListen(place) is { } listener
        ? TypedResults.ServerSentEvents(ReadAsync(listener, cancellation))
        : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(Listener listener, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using (listener)
        {
            await foreach (var signal in listener.Signals.ReadAllAsync(cancellation))
            {
                yield return new("", signal == LiveSignal.Changed ? "changed" : "beat") { ReconnectionInterval = Reconnect };
            }
        }
    }
}
