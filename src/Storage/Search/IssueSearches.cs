using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Picket.Reports;
using Picket.Storage.Queries;

namespace Picket.Storage.Search;

/// <summary>Finds issues. What one search may cost is bounded by its time, and what an organization's may by how many run at once.</summary>
public sealed class IssueSearches(Store store, SearchInstruments? instruments = null)
{
    private readonly ConcurrentDictionary<long, int> _running = new();

    /// <summary>A page of folds with their last 24 hours.</summary>
    /// <param name="organization">Whose search it is.</param>
    /// <param name="search">Which folds.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SearchRefusedException">Too many run, or it takes too long.</exception>
    public async Task<IReadOnlyList<IssueSummary>> FindAsync(long organization, IssueSearch search, CancellationToken cancellation)
    {
        using var turn = Take(organization);
        try
        {
            var sql = SearchSql.Of(search);
            sql.Parameters.Add("firstHour", store.ThisHour().AddHours(-23).UtcDateTime);
            await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            var rows = await connection.QueryAsync<IssueRecord>(new(
                $"select {Folds.Columns}, {Folds.Hours} from ({sql.Text}) h {Folds.Joins} order by {sql.OrderOf("h")}",
                sql.Parameters,
                cancellationToken: cancellation)).ConfigureAwait(false);
            return [.. rows.Select(row => row.ToSummary())];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            throw Refused(isTooLong: true);
        }
    }

    /// <summary>The numbers of the first heads a search finds, in no order that matters.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(long organization, IssueSearch search, CancellationToken cancellation) =>
        [.. (await FindAsync(organization, search, cancellation).ConfigureAwait(false)).Select(issue => issue.ListedId)];

    /// <summary>Reports of folds a day.</summary>
    /// <param name="issues">The folds.</param>
    /// <param name="first">Start of the first day, UTC.</param>
    /// <param name="days">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>By number, a row without gaps.</returns>
    public async Task<IReadOnlyDictionary<long, long[]>> DaysAsync(IReadOnlyList<IssueSummary> issues, DateTimeOffset first, int days, CancellationToken cancellation)
    {
        var rows = issues.ToDictionary(issue => issue.Id, _ => new long[days]);
        var shownAs = issues.SelectMany(issue => issue.Members.Select(member => (Member: member, issue.Id))).ToDictionary(pair => pair.Member, pair => pair.Id);
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        foreach (var (issue, day, count) in await connection.QueryAsync<(long, DateTimeOffset, long)>(new(
            "select issue_id, date_trunc('day', hour, 'UTC'), sum(count)::bigint from issue_hour_counts where issue_id = any(@members) and hour >= @first group by 1, 2",
            new { members = shownAs.Keys.ToArray(), first = first.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false))
        {
            var place = (int)(day - first).TotalDays;
            rows[shownAs[issue]][Math.Min(place, days - 1)] += count;
        }

        return rows;
    }

    /// <summary>The issues of a fold, the oldest first, each with what it counts by itself.</summary>
    public async Task<IReadOnlyList<(Fingerprint Fingerprint, string Title, long Count)>> MembersAsync(IssueSummary issue, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<(Guid Fingerprint, string Title, long Count)>(new(
            "select i.fingerprint, i.title, coalesce(c.count, 0) from issues i left join issue_counters c on c.issue_id = i.id where i.id = any(@members) order by i.id limit @limit",
            new { members = issue.Members.ToArray(), limit },
            cancellationToken: cancellation)).ConfigureAwait(false)).Select(row => (Uuids.ToFingerprint(row.Fingerprint), row.Title, row.Count))];
    }

    private Turn Take(long organization)
    {
        if (_running.AddOrUpdate(organization, 1, static (_, running) => running + 1) <= store.Options.SearchesPerOrganization)
        {
            return new(this, organization);
        }

        Leave(organization);
        throw Refused(isTooLong: false);
    }

    private SearchRefusedException Refused(bool isTooLong)
    {
        instruments?.OnRefused(isTooLong);
        return new(isTooLong);
    }

    private void Leave(long organization)
    {
        while (_running.TryGetValue(organization, out var running))
        {
            if (running > 1 ? _running.TryUpdate(organization, running - 1, running) : _running.TryRemove(new(organization, running)))
            {
                return;
            }
        }
    }

    private sealed record Turn(IssueSearches Searches, long Organization) : IDisposable
    {
        public void Dispose() => Searches.Leave(Organization);
    }
}
