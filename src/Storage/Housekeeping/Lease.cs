using Dapper;

namespace Picket.Storage.Housekeeping;

/// <summary>Lets one host of many do something: whoever holds the row, until it expires.</summary>
internal sealed class Lease(Store store, string name, TimeSpan lifetime)
{
    private const string Take = """
        insert into leases as l (name, holder, expires_at) values (@name, @holder, now() + @lifetime)
        on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at where l.holder = excluded.holder or l.expires_at < now()
        """;

    private readonly Guid _holder = Guid.NewGuid();

    /// <summary>Takes or keeps it; false where another host has it.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.ExecuteAsync(new(Take, new { name, holder = _holder, lifetime }, cancellationToken: cancellation)).ConfigureAwait(false) == 1;
    }

    /// <summary>Lets another host have it at once.</summary>
    public async Task ReleaseAsync()
    {
        await using var connection = await store.Source.OpenConnectionAsync().ConfigureAwait(false);
        await connection.ExecuteAsync("delete from leases where name = @name and holder = @holder", new { name, holder = _holder }).ConfigureAwait(false);
    }
}
