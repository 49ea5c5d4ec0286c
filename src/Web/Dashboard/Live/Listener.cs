using System.Threading.Channels;

namespace Picket.Web.Dashboard.Live;

/// <summary>An open page. Disposing it is leaving.</summary>
internal sealed class Listener(Action<Listener> leave) : IDisposable
{
    // Room for one beat and one change: more changes than one would say nothing new.
    private readonly Channel<LiveSignal> _signals = Channel.CreateBounded<LiveSignal>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropWrite });

    private Action<Listener>? _leave = leave;

    /// <summary>What it hears, until the host stops.</summary>
    public ChannelReader<LiveSignal> Signals => _signals.Reader;

    /// <summary>Says something, unless the page has not yet taken notice of the same.</summary>
    public void Tell(LiveSignal signal)
    {
        if (signal == LiveSignal.Changed || _signals.Reader.Count == 0)
        {
            _signals.Writer.TryWrite(signal);
        }
    }

    /// <summary>Says that nothing more will come.</summary>
    public void End() => _signals.Writer.TryComplete();

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke(this);
}
