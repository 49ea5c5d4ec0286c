using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Logging;
using Picket.Ingestion;
using Picket.Web.Ingest;

namespace Picket.Web.Frames;

/// <summary>A gateway's way to one host: one session after the other.</summary>
public sealed partial class FrameLink : IFrameLink
{
    private const int MaxRefusals = 1000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<(ProjectId Project, string Reason), int> _refusals = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly FrameLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly byte[] _secret;
    private readonly ITimer _beat;
    private readonly Task _run;
    private volatile FrameSession? _session;

    /// <summary>A link that connects at once.</summary>
    public FrameLink(FrameLinkOptions options, TimeProvider time, ILogger log)
    {
        (_options, _time, _log, _secret) = (options, time, log, Encoding.UTF8.GetBytes(options.Secret));
        _beat = time.CreateTimer(_ => OnBeat(), null, Beat, Beat);
        _run = RunAsync();
    }

    /// <inheritdoc/>
    public bool IsOpen => _session is { IsOpen: true };

    /// <inheritdoc/>
    public int UnderWay => _session?.UnderWay ?? 0;

    /// <inheritdoc/>
    public ValueTask<FrameResult> SendAsync(ReportRequest request) => _session is { } session ? session.SendAsync(request) : new(new FrameResult(FrameFate.NotProcessed));

    /// <inheritdoc/>
    public void Refuse(ProjectId project, string reason)
    {
        lock (_refusals)
        {
            if (_refusals.TryGetValue((project, reason), out var count) || _refusals.Count < MaxRefusals)
            {
                _refusals[(project, reason)] = count + 1;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
        {
            return;
        }

        await _beat.DisposeAsync().ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _ended.Dispose();
    }

    private void OnBeat()
    {
        if (_session is not { } session)
        {
            return;
        }

        session.Expire(_time.GetTimestamp() - (long)(_options.AnswerTime.TotalSeconds * _time.TimestampFrequency));
        lock (_refusals)
        {
            foreach (var ((project, reason), count) in _refusals)
            {
                session.Refuse(project, reason, count);
            }

            _refusals.Clear();
        }
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        for (var pause = _options.FirstPause; !_ended.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (await ServeAsync().ConfigureAwait(false))
                {
                    pause = _options.FirstPause;
                }
                else
                {
                    LogStranger(_options.Host, _options.Port);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException or FrameException or InvalidOperationException)
            {
                LogBroken(_options.Host, _options.Port, e.Message);
            }

            await Task.Delay(pause, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One session, from connecting to its end.</summary>
    /// <returns>False where the other end does not know the secret.</returns>
    private async Task<bool> ServeAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = new CancellationTokenSource(_options.ConnectTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _ended.Token);
        await socket.ConnectAsync(_options.Host, _options.Port, either.Token).ConfigureAwait(false);
        var stream = await SecureAsync(new NetworkStream(socket), either.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var input = PipeReader.Create(stream, new(bufferSize: 16 * 1024, leaveOpen: true));
            if (!await FrameHandshake.ConnectAsync(input, PipeWriter.Create(stream, new(leaveOpen: true)), _secret, either.Token).ConfigureAwait(false))
            {
                return false;
            }

            var session = new FrameSession(input, stream, _time);
            _session = session;
            try
            {
                await session.RunAsync(_ended.Token).ConfigureAwait(false);
            }
            finally
            {
                _session = null;
                if (!session.IsDraining && !_ended.IsCancellationRequested)
                {
                    _options.Broken?.Invoke();
                }
            }

            return true;
        }
    }

    private async ValueTask<Stream> SecureAsync(NetworkStream stream, CancellationToken cancellation)
    {
        if (_options.Tls is not { } tls)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(tls, cancellation).ConfigureAwait(false);
        return secure;
    }

    [LoggerMessage(3111, LogLevel.Warning, "{Host}:{Port} does not know the secret of frames, or does not take ours. Set the same FramesSecret on gateways and hosts.")]
    private partial void LogStranger(string host, int port);

    [LoggerMessage(3112, LogLevel.Debug, "The connection to {Host}:{Port} ended: {Cause}")]
    private partial void LogBroken(string host, int port, string cause);
}
