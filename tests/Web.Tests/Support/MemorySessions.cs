using System.Collections.Concurrent;
using System.Globalization;
using Picket.Storage.Accounts;

namespace Picket.Web.Tests.Support;

/// <summary>Sessions for one host's life, without PostgreSQL. It knows no tokens.</summary>
internal sealed class MemorySessions : ISessions, ICallers
{
    private readonly ConcurrentDictionary<string, Identified> _sessions = new();
    private long _last;

    public Task<string> StartAsync(NewSession wanted, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _last);
        var secret = id.ToString("x48", CultureInfo.InvariantCulture);
        _sessions[secret] = new(wanted.UserId, "Somebody", false, null, id, wanted.IsPending);
        return Task.FromResult(secret);
    }

    public Task<IReadOnlyList<SessionRow>> ListAsync(long userId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SessionRow>>([]);

    public Task<bool> EndAsync(long userId, long session, CancellationToken cancellation) =>
        Task.FromResult(_sessions.TryRemove(session.ToString("x48", CultureInfo.InvariantCulture), out _));

    public Task<int> EndAllAsync(long userId, long? but, CancellationToken cancellation) => Task.FromResult(0);

    public Task<Identified?> FindByTokenAsync(string token, CancellationToken cancellation) => Task.FromResult<Identified?>(null);

    public Task<Identified?> FindBySessionAsync(string secret, CancellationToken cancellation) => Task.FromResult(_sessions.GetValueOrDefault(secret));
}
