using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Storage.State;

/// <summary>
/// Writes what people say about issues. Everything is said of whole folds, of thousands at once, in one transaction: reports that are counted meanwhile come before it or after it.
/// The caller has checked that the user may change the projects.
/// </summary>
public sealed class IssueActions(Store store)
{
    /// <summary>Issues that one call may name.</summary>
    public const int MaxIssues = 10_000;

    /// <summary>Characters of a comment.</summary>
    public const int MaxCommentLength = 10_000;

    private const int Attempts = 4;

    /// <summary>Does it.</summary>
    /// <param name="projects">Only in these.</param>
    /// <param name="issues">An issue of each fold.</param>
    /// <param name="change">What.</param>
    /// <param name="userId">Who does it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The numbers of all issues it was done to.</returns>
    public Task<IReadOnlyList<long>> ChangeAsync(IReadOnlyList<ProjectId> projects, IReadOnlyList<long> issues, IssueChange change, long userId, CancellationToken cancellation) =>
        ActAsync(projects, issues, userId, act => ApplyAsync(act, change), cancellation);

    /// <summary>Removes them. What counted them goes in the background, and another report makes a new issue.</summary>
    public Task<IReadOnlyList<long>> DeleteAsync(IReadOnlyList<ProjectId> projects, IReadOnlyList<long> issues, CancellationToken cancellation) =>
        ActAsync(projects, issues, 0, act => act.RunAsync(StateSql.Forget + StateSql.Delete, ("now", store.Time.GetUtcNow().UtcDateTime)), cancellation);

    /// <summary>Makes one fold of them. Counters never move: totals are sums.</summary>
    public Task<IReadOnlyList<long>> MergeAsync(ProjectId project, IReadOnlyList<long> issues, long userId, CancellationToken cancellation) =>
        ActAsync([project], issues, userId, async act =>
        {
            await act.RunAsync(StateSql.Merge).ConfigureAwait(false);
            await act.NoteAsync(ActivityKind.Merged, new() { ["issues"] = act.Ids.Length }).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Takes those with these fingerprints out of the fold of <paramref name="issue"/>.</summary>
    public Task<IReadOnlyList<long>> UnmergeAsync(ProjectId project, long issue, IReadOnlyList<Fingerprint> fingerprints, long userId, CancellationToken cancellation) =>
        ActAsync([project], [issue], userId, async act =>
        {
            await act.RunAsync(StateSql.Unmerge, ("fingerprints", fingerprints.Select(Uuids.Of).ToArray())).ConfigureAwait(false);
            await act.NoteAsync(ActivityKind.Merged, new() { ["unmerged"] = fingerprints.Count }).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Says something about one.</summary>
    public Task<IReadOnlyList<long>> CommentAsync(ProjectId project, long issue, string text, long userId, CancellationToken cancellation) =>
        ActAsync([project], [issue], userId, act => act.NoteAsync(ActivityKind.Comment, new() { ["text"] = text }), cancellation);

    /// <summary>Links a ticket.</summary>
    public Task<IReadOnlyList<long>> LinkAsync(ProjectId project, long issue, Ticket ticket, long userId, CancellationToken cancellation) =>
        ActAsync([project], [issue], userId, async act =>
        {
            await act.RunAsync(StateSql.Link, ("url", ticket.Url), ("title", ticket.Title)).ConfigureAwait(false);
            await act.NoteAsync(ActivityKind.Linked, new() { ["url"] = ticket.Url, ["title"] = ticket.Title }).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Unlinks a ticket.</summary>
    public Task<IReadOnlyList<long>> UnlinkAsync(ProjectId project, long issue, string url, long userId, CancellationToken cancellation) =>
        ActAsync([project], [issue], userId, async act =>
        {
            await act.RunAsync(StateSql.Unlink, ("url", url)).ConfigureAwait(false);
            await act.NoteAsync(ActivityKind.Unlinked, new() { ["url"] = url }).ConfigureAwait(false);
        }, cancellation);

    private async Task<IReadOnlyList<long>> ActAsync(
        IReadOnlyList<ProjectId> projects, IReadOnlyList<long> issues, long userId, Func<Act, Task> run, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
                await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
                var ids = (await connection.QueryAsync<long>(new(
                    StateSql.Lock,
                    new { projects = projects.Select(project => project.Value).ToArray(), issues = issues.ToArray() },
                    transaction,
                    cancellationToken: cancellation)).ConfigureAwait(false)).ToArray();
                if (ids.Length > 0)
                {
                    await run(new(transaction, ids, userId, cancellation)).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                }

                return ids;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < Attempts)
            {
                // Rolled back whole: a commit of reports held some of the rows in another order.
            }
        }
    }

    private async Task ApplyAsync(Act act, IssueChange change)
    {
        switch (change.Status)
        {
            case IssueStatus.Unresolved:
                await act.RunAsync(StateSql.Forget + StateSql.Unresolve).ConfigureAwait(false);
                await act.NoteAsync(ActivityKind.Unresolved, []).ConfigureAwait(false);
                break;
            case IssueStatus.Resolved:
                var since = DateOnly.FromDateTime(store.Time.GetUtcNow().UtcDateTime).AddDays(-7);
                await act.RunAsync(StateSql.Forget + StateSql.Resolve, ("next", change.InNextRelease), ("release", change.InRelease), ("since", since)).ConfigureAwait(false);
                await act.NoteAsync(ActivityKind.Resolved, new() { ["inNextRelease"] = change.InNextRelease, ["inRelease"] = change.InRelease }).ConfigureAwait(false);
                break;
            case IssueStatus.Ignored:
                await ArchiveAsync(act, change).ConfigureAwait(false);
                break;
        }

        if (change.SetsAssignee)
        {
            await act.RunAsync(StateSql.Assign, ("assignee", change.Assignee)).ConfigureAwait(false);
            await act.NoteAsync(change.Assignee is null ? ActivityKind.Unassigned : ActivityKind.Assigned, new() { ["assignee"] = change.Assignee?.ToString(System.Globalization.CultureInfo.InvariantCulture) }).ConfigureAwait(false);
        }

        if (change.IsBookmarked is { } isBookmarked)
        {
            await act.RunAsync(isBookmarked ? StateSql.Bookmark : StateSql.Unbookmark).ConfigureAwait(false);
        }

        if (change.HasSeen is { } hasSeen)
        {
            await act.RunAsync(hasSeen ? StateSql.See : StateSql.Unsee).ConfigureAwait(false);
        }
    }

    private async Task ArchiveAsync(Act act, IssueChange change)
    {
        var now = store.Time.GetUtcNow();
        var substatus = change.ArchiveUntilEscalating ? IssueSubstatus.ArchivedUntilEscalating
            : change.ArchiveFor is not null || change.ArchiveForReports is not null ? IssueSubstatus.ArchivedUntilConditionMet : IssueSubstatus.ArchivedForever;
        await act.RunAsync(
            StateSql.Forget + StateSql.Archive,
            ("substatus", (short)substatus),
            ("until", change.ArchiveFor is { } time ? (now + time).UtcDateTime : null),
            ("reports", change.ArchiveForReports),
            ("escalating", change.ArchiveUntilEscalating),
            ("firstHour", now.AddDays(-7).UtcDateTime)).ConfigureAwait(false);
        await act.NoteAsync(ActivityKind.Archived, new()
        {
            ["minutes"] = (long?)change.ArchiveFor?.TotalMinutes,
            ["reports"] = change.ArchiveForReports,
            ["untilEscalating"] = change.ArchiveUntilEscalating,
        }).ConfigureAwait(false);
    }

    /// <summary>One transaction over locked issues.</summary>
    private sealed record Act(NpgsqlTransaction Transaction, long[] Ids, long UserId, CancellationToken Cancellation)
    {
        public Task<int> RunAsync(string sql, params (string Name, object? Value)[] values)
        {
            var parameters = new DynamicParameters(new { ids = Ids, userId = UserId });
            foreach (var (name, value) in values)
            {
                parameters.Add(name, value, value is null ? NullTypes[name] : null);
            }

            return Transaction.Connection!.ExecuteAsync(new(sql, parameters, Transaction, cancellationToken: Cancellation));
        }

        public Task<int> NoteAsync(ActivityKind kind, JsonObject data) => RunAsync(StateSql.Note, ("kind", (short)kind), ("data", data.ToJsonString(JsonSerializerOptions.Default)));
    }

    /// <summary>PostgreSQL wants to know what is null.</summary>
    private static readonly Dictionary<string, System.Data.DbType> NullTypes = new(StringComparer.Ordinal)
    {
        ["release"] = System.Data.DbType.String,
        ["assignee"] = System.Data.DbType.Int64,
        ["until"] = System.Data.DbType.DateTime,
        ["reports"] = System.Data.DbType.Int64,
    };
}
