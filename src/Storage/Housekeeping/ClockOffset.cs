using Dapper;

namespace Picket.Storage.Housekeeping;

/// <summary>How far the host's clock is from PostgreSQL's: leases and the hours of reports believe in one of them each.</summary>
internal static class ClockOffset
{
    /// <summary>The host's clock minus PostgreSQL's. Half the round trip is taken off; the other half is what it may be wrong by.</summary>
    public static async Task<TimeSpan> MeasureAsync(Store store, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var (asked, started) = (store.Time.GetUtcNow(), store.Time.GetTimestamp());
        var theirs = await connection.QuerySingleAsync<DateTimeOffset>(new("select clock_timestamp()", cancellationToken: cancellation)).ConfigureAwait(false);
        return asked + (store.Time.GetElapsedTime(started) / 2) - theirs;
    }
}
