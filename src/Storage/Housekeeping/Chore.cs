using Dapper;
using Npgsql;

namespace Picket.Storage.Housekeeping;

/// <summary>Something that is deleted or folded in the background, step by step, so that no transaction is long.</summary>
/// <param name="Name">For the log.</param>
/// <param name="Interval">How often it is worth doing.</param>
/// <param name="Sql">One step, of at most <c>@Step</c> rows; it is repeated while it finds any. <c>@Retention</c> is the most days that anything is kept.</param>
/// <param name="Before">The value of <c>@before</c>.</param>
internal sealed record Chore(string Name, TimeSpan Interval, string Sql, Func<Store, object> Before)
{
    private const int Step = 5000;

    /// <summary>Does it once, until nothing is left to do.</summary>
    public async Task RunAsync(Store store, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        while (await StepAsync(connection, store, cancellation).ConfigureAwait(false) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private Task<int> StepAsync(NpgsqlConnection connection, Store store, CancellationToken cancellation) =>
        connection.ExecuteAsync(new(Sql, new { before = Before(store), Step, Retention = store.Options.RetentionDays, Partitions.DaysBehind }, commandTimeout: (int)TimeSpan.FromMinutes(5).TotalSeconds, cancellationToken: cancellation));
}
