using Dapper;

namespace Picket.Storage.State;

/// <summary>Reads what people said about issues.</summary>
public sealed class IssueStandings(Store store)
{
    /// <summary>How folds stand, by the number of the issue that stands for each in lists.</summary>
    /// <param name="userId">Who looks.</param>
    /// <param name="heads">The issues.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyDictionary<long, IssueStanding>> FindAsync(long userId, IReadOnlyList<long> heads, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<Row>(new(StateSql.Standing, new { userId, heads = heads.ToArray() }, cancellationToken: cancellation)).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.ToStanding());
    }

    /// <summary>What happened to a fold, the latest first.</summary>
    /// <param name="members">All its issues.</param>
    /// <param name="kind">Only this; null for all.</param>
    /// <param name="before">Only entries with lower numbers.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ActivityEntry>> ActivityAsync(IReadOnlyList<long> members, ActivityKind? kind, long before, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<ActivityRow>(new(
            StateSql.Activity, new { members = members.ToArray(), kind = (short?)kind, before, limit }, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => new ActivityEntry(row.Id, row.At, (ActivityKind)row.Kind, row.UserId is { } id ? new(id, row.UserName!, row.UserEmail) : null, row.Data))];
    }

    /// <summary>Members of organizations.</summary>
    public async Task<IReadOnlyList<Person>> MembersAsync(IReadOnlyList<long> organizations, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<Person>(new(
            "select distinct u.id, u.name, u.email from users u join memberships m on m.user_id = u.id where m.organization_id = any(@organizations) order by u.id limit 10000",
            new { organizations = organizations.ToArray() },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    private sealed record ActivityRow(long Id, DateTimeOffset At, short Kind, string Data, long? UserId, string? UserName, string? UserEmail);

    private sealed record Row
    {
        public long Id { get; init; }

        public int Substatus { get; init; }

        public bool InNextRelease { get; init; }

        public string? InRelease { get; init; }

        public DateTimeOffset? Until { get; init; }

        public long? UntilCount { get; init; }

        public long? AssigneeId { get; init; }

        public string? AssigneeName { get; init; }

        public string? AssigneeEmail { get; init; }

        public bool IsBookmarked { get; init; }

        public bool HasSeen { get; init; }

        public int Comments { get; init; }

        public string[] Urls { get; init; } = [];

        public string[] Titles { get; init; } = [];

        public IssueStanding ToStanding() => new()
        {
            Substatus = (IssueSubstatus)Substatus,
            InNextRelease = InNextRelease,
            InRelease = InRelease,
            Until = Until,
            UntilCount = UntilCount,
            Assignee = AssigneeId is { } id ? new(id, AssigneeName!, AssigneeEmail) : null,
            IsBookmarked = IsBookmarked,
            HasSeen = HasSeen,
            Comments = Comments,
            Tickets = [.. Urls.Zip(Titles, (url, title) => new Ticket(url, title))],
        };
    }
}
