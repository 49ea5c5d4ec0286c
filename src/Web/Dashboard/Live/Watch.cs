namespace Picket.Web.Dashboard.Live;

/// <summary>A place that somebody looks at, and all who do. Guarded by its hub.</summary>
internal sealed class Watch : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Who listens.</summary>
    public HashSet<Listener> Listeners { get; } = [];

    /// <summary>Set when nobody listens any more.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Ends the polling.</summary>
    public void End() => _end.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();
}
