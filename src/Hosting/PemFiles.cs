using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Picket.Hosting;

/// <summary>
/// What PEM files hold, read again when they change: what was renewed is used by the next connection, without a restart. Files are looked at, not watched: what
/// swaps whole folders (Kubernetes does) goes unnoticed by watchers.
/// </summary>
/// <typeparam name="T">What is made of them.</typeparam>
public sealed partial class PemFiles<T> : IDisposable
    where T : class
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly string[] _paths;
    private readonly Func<T> _load;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private string _text;
    private volatile T _current;

    /// <summary>Reads them for the first time.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="load">Makes something of them; throws a <see cref="CryptographicException"/> where they do not hold it.</param>
    /// <param name="mustHold">What they must hold, for whoever reads that they do not.</param>
    /// <param name="logger">Told of every change, and of files that cannot be used: then what was before stays.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="HostException">They do not hold it.</exception>
    public PemFiles(string[] paths, Func<T> load, string mustHold, ILogger logger, TimeProvider time)
    {
        (_paths, _load, _logger) = (paths, load, logger);
        try
        {
            (_text, _current) = (ReadFiles(), load());
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw new HostException($"{paths[0]} cannot be used: {e.Message} It must hold {mustHold}.", e);
        }

        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>What they hold now.</summary>
    public T Current => _current;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static bool IsUnusable(Exception e) => e is CryptographicException or IOException or UnauthorizedAccessException;

    /// <summary>Reads the files again where they changed.</summary>
    private void Look()
    {
        try
        {
            var text = ReadFiles();
            if (text != _text)
            {
                _text = text; // Also where it cannot be used: it is told once.
                _current = _load();
                LogChanged(_paths[0]);
            }
        }
        catch (Exception e) when (IsUnusable(e))
        {
            LogUnusable(_paths[0], e.Message);
        }
    }

    private string ReadFiles() => string.Concat(_paths.Select(File.ReadAllText));

    [LoggerMessage(6001, LogLevel.Information, "{File} changed; new connections use what it holds now.")]
    private partial void LogChanged(string file);

    [LoggerMessage(6002, LogLevel.Error, "{File} changed and cannot be used, so what it held before stays: {Reason}")]
    private partial void LogUnusable(string file, string reason);
}
