using System.Collections;
using Npgsql;
using NpgsqlTypes;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;

namespace Picket.Storage.Ledger;

/// <summary>Writes commits to PostgreSQL, each in one statement and one round trip.</summary>
public sealed class PostgresCommitWriter : ICommitWriter
{
    private const int Lanes = 32;

    private readonly NpgsqlDataSource _source;
    private readonly PartitionCalendar _calendar;
    private readonly short _writer;
    private long _reports;

    /// <summary>A writer over <paramref name="source"/>.</summary>
    /// <param name="source">Connections that prepare automatically.</param>
    /// <param name="calendar">Which days have partitions.</param>
    /// <param name="writer">This host's number among those that write at the same time, 0 to 1,023.</param>
    public PostgresCommitWriter(NpgsqlDataSource source, PartitionCalendar calendar, short writer) =>
        (_source, _calendar, _writer) = (source, calendar, writer);

    /// <summary>Reports it has made durable.</summary>
    public long Reports => Interlocked.Read(ref _reports);

    /// <inheritdoc/>
    public async Task<IssueState[]> WriteAsync(Commit commit, CancellationToken cancellation)
    {
        try
        {
            var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var states = await WriteAsync(connection, commit, cancellation).ConfigureAwait(false);
                Interlocked.Add(ref _reports, commit.Issues.Sum(row => row.Count));
                return states;
            }
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw new CommitException(CommitFailure.NotSent, failure.Message, e);
        }
    }

    private async Task<IssueState[]> WriteAsync(NpgsqlConnection connection, Commit commit, CancellationToken cancellation)
    {
        var order = new RowOrder(commit.Issues);
        var command = new NpgsqlCommand { Connection = connection };
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = CommitStatement.For(AddParameters(command.Parameters, commit, order));
            var states = new IssueState[commit.Issues.Count];
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var rows = 0;
            await using (reader.ConfigureAwait(false))
            {
                for (; await reader.ReadAsync(cancellation).ConfigureAwait(false); rows++)
                {
                    if (states.Length > 0)
                    {
                        states[order.Position(rows)] = new(reader.GetInt64(1), reader.GetBoolean(2), (IssueStatus)reader.GetInt32(3), reader.GetBoolean(4));
                    }
                }
            }

            // No rows: the gate was closed, so the commit was applied before, and its states are looked up with a snapshot of their own.
            return rows >= Math.Max(1, states.Length) ? states : await Replay.LookUpAsync(connection, commit, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Each lane of each host has rows of its own.</summary>
    private short WriterOf(Commit commit) => (short)((_writer * Lanes) + commit.Lane);

    private CommitStatement.Parts AddParameters(NpgsqlParameterCollection parameters, Commit commit, RowOrder order)
    {
        var parts = CommitStatement.Parts.None;
        Add(NpgsqlDbType.Uuid, commit.Id);
        if (order.Known > 0)
        {
            parts |= CommitStatement.Parts.Known;
            Add(Array<long>(NpgsqlDbType.Bigint), order.Select(known: true, row => row.Id!.Value));
            Add(Array<bool>(NpgsqlDbType.Boolean), order.Select(known: true, row => row.HasSignal));
            AddCounts(known: true);
            AddLatestHours(known: true);
            if (order.Rows.Take(order.Known).Any(row => row.Origins.Count > 0))
            {
                parts |= CommitStatement.Parts.Origins;
                AddOrigins();
            }
        }

        if (order.Fresh > 0)
        {
            parts |= CommitStatement.Parts.Fresh;
            Add(Array<long>(NpgsqlDbType.Bigint), order.Select(known: false, row => row.Key.Project.Value));
            Add(Array<short>(NpgsqlDbType.Smallint), order.Select(known: false, row => (short)row.Key.Kind));
            Add(Array<Guid>(NpgsqlDbType.Uuid), order.Select(known: false, row => Uuids.Of(row.Key.Fingerprint)));
            AddNew();
            AddCounts(known: false);
            AddLatestHours(known: false);
        }

        if (order.Known + order.Fresh > 0)
        {
            Add(NpgsqlDbType.Smallint, WriterOf(commit));
            Add(NpgsqlDbType.TimestampTz, _calendar.OldestHour.UtcDateTime);
            if (order.Rows.Any(row => row.Hours.Count > 1))
            {
                parts |= CommitStatement.Parts.LateHours;
                AddLateHours();
            }

            if (order.Rows.Any(row => row.Samples.Count > 0))
            {
                parts |= CommitStatement.Parts.Samples;
                AddSamples();
            }
        }

        if (OutcomesOf(commit) is { Count: > 0 } outcomes)
        {
            parts |= CommitStatement.Parts.Outcomes;
            Add(NpgsqlDbType.Smallint, WriterOf(commit));
            Add(Array<long>(NpgsqlDbType.Bigint), outcomes.ConvertAll(row => row.Project.Value));
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), outcomes.ConvertAll(row => _calendar.Clamp(row.Hour).UtcDateTime));
            Add(Array<short>(NpgsqlDbType.Smallint), outcomes.ConvertAll(row => (short)row.Kind));
            Add(Array<string>(NpgsqlDbType.Text), outcomes.ConvertAll(row => row.Reason));
            Add(Array<long>(NpgsqlDbType.Bigint), outcomes.ConvertAll(row => row.Key.Value));
            Add(Array<long>(NpgsqlDbType.Bigint), outcomes.ConvertAll(row => row.Count));
        }

        if (commit.Facets.Count > 0)
        {
            parts |= CommitStatement.Parts.Facets;
            Add(Array<long>(NpgsqlDbType.Bigint), commit.Facets.Select(row => row.IssueId).ToArray());
            Add(Array<short>(NpgsqlDbType.Smallint), commit.Facets.Select(row => (short)row.Facet).ToArray());
            Add(Array<string>(NpgsqlDbType.Text), commit.Facets.Select(row => row.Value).ToArray());
            Add(Array<long>(NpgsqlDbType.Bigint), commit.Facets.Select(row => row.Count).ToArray());
        }

        if (commit.Clients.Count > 0)
        {
            parts |= CommitStatement.Parts.Clients;
            Add(Array<long>(NpgsqlDbType.Bigint), commit.Clients.Select(row => row.IssueId).ToArray());
            Add(Array<DateOnly>(NpgsqlDbType.Date), commit.Clients.Select(row => _calendar.Clamp(row.Day)).ToArray());
            Add(Array<BitArray>(NpgsqlDbType.Varbit), commit.Clients.Select(row => new BitArray(row.Sketch)).ToArray());
        }

        if (commit.FilterSamples.Count > 0)
        {
            parts |= CommitStatement.Parts.FilterSamples;
            AddFilterSamples();
        }

        return parts;

        void Add(NpgsqlDbType type, object value) => parameters.Add(new() { NpgsqlDbType = type, Value = value });

        void AddNew()
        {
            Add(Array<Guid>(NpgsqlDbType.Uuid), order.Select(known: false, row => Uuids.Of(row.New!.MergeKey)));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => row.New!.Description.Title));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => row.New!.Description.Culprit));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => row.New!.Description.Directive));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => row.New!.Description.BlockedUri));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => row.New!.Description.BlockedHost));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => row.New!.DocumentHost));
            Add(Array<short>(NpgsqlDbType.Smallint), order.Select(known: false, row => (short)row.New!.Description.Level));
            Add(Array<short>(NpgsqlDbType.Smallint), order.Select(known: false, row => (short)row.New!.Noise.Class));
            Add(Array<short>(NpgsqlDbType.Smallint), order.Select(known: false, row => (short)row.New!.Noise.Score));
            Add(Array<string>(NpgsqlDbType.Text), order.Select(known: false, row => StoredReasons.Write(row.New!.Noise)));
        }

        void AddCounts(bool known)
        {
            Add(Array<long>(NpgsqlDbType.Bigint), order.Select(known, row => row.Count));
            Add(Array<long>(NpgsqlDbType.Bigint), order.Select(known, row => row.Weight));
            Add(Array<long>(NpgsqlDbType.Bigint), order.Select(known, row => row.Enforced));
            Add(Array<long>(NpgsqlDbType.Bigint), order.Select(known, row => row.ReportOnly));
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), order.Select(known, row => row.FirstSeen.UtcDateTime));
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), order.Select(known, row => row.LastSeen.UtcDateTime));
        }

        void AddOrigins()
        {
            var origins = order.Rows.Take(order.Known).SelectMany(row => row.Origins.Select(origin => (row.Id, Origin: origin))).ToList();
            Add(Array<long>(NpgsqlDbType.Bigint), origins.ConvertAll(item => item.Id!.Value));
            Add(Array<string>(NpgsqlDbType.Text), origins.ConvertAll(item => item.Origin.Release));
            Add(Array<Guid>(NpgsqlDbType.Uuid), origins.ConvertAll(item => item.Origin.Policy is { } policy ? Uuids.Of(policy) : (Guid?)null));
        }

        // An hour counts where the row of the issue has room for one.
        void AddLatestHours(bool known)
        {
            var hours = order.Select(known, row => LatestHour(row));
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), System.Array.ConvertAll(hours, hour => hour.Hour.UtcDateTime));
            Add(Array<long>(NpgsqlDbType.Bigint), System.Array.ConvertAll(hours, hour => hour.Count));
        }

        void AddLateHours()
        {
            var hours = order.Expand(row => LateHours(row));
            Add(Array<long>(NpgsqlDbType.Bigint), hours.ConvertAll(hour => hour.Id));
            Add(Array<int>(NpgsqlDbType.Integer), hours.ConvertAll(hour => hour.Ordinal));
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), hours.ConvertAll(hour => hour.Item.Hour.UtcDateTime));
            Add(Array<long>(NpgsqlDbType.Bigint), hours.ConvertAll(hour => hour.Item.Count));
        }

        void AddSamples()
        {
            var samples = order.Expand(row => row.Samples);
            Add(Array<long>(NpgsqlDbType.Bigint), samples.ConvertAll(sample => sample.Id));
            Add(Array<int>(NpgsqlDbType.Integer), samples.ConvertAll(sample => sample.Ordinal));
            Add(Array<DateOnly>(NpgsqlDbType.Date), samples.ConvertAll(sample => _calendar.Clamp(sample.Item.Day)));
            Add(Array<short>(NpgsqlDbType.Smallint), samples.ConvertAll(sample => sample.Item.Slot));
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), samples.ConvertAll(sample => sample.Item.At.UtcDateTime));
            Add(Array<string>(NpgsqlDbType.Text), samples.ConvertAll(sample => sample.Item.Browser));
            Add(Array<string>(NpgsqlDbType.Text), samples.ConvertAll(sample => sample.Item.Release));
            Add(Array<string>(NpgsqlDbType.Text), samples.ConvertAll(sample => sample.Item.Environment));
            Add(Array<string>(NpgsqlDbType.Jsonb), samples.ConvertAll(sample => sample.Item.Sample.Normalized));
            Add(Array<string>(NpgsqlDbType.Text), samples.ConvertAll(sample => sample.Item.Sample.Raw));
        }

        void AddFilterSamples()
        {
            var samples = commit.FilterSamples;
            Add(Array<long>(NpgsqlDbType.Bigint), samples.Select(sample => sample.Project.Value).ToArray());
            Add(Array<DateOnly>(NpgsqlDbType.Date), samples.Select(sample => _calendar.Clamp(sample.Day)).ToArray());
            Add(Array<string>(NpgsqlDbType.Text), samples.Select(sample => sample.Reason).ToArray());
            Add(Array<short>(NpgsqlDbType.Smallint), samples.Select(sample => sample.Slot).ToArray());
            Add(Array<DateTime>(NpgsqlDbType.TimestampTz), samples.Select(sample => sample.At.UtcDateTime).ToArray());
            Add(Array<short>(NpgsqlDbType.Smallint), samples.Select(sample => (short)sample.Kind).ToArray());
            Add(Array<string>(NpgsqlDbType.Text), samples.Select(sample => sample.Title).ToArray());
            Add(Array<string>(NpgsqlDbType.Text), samples.Select(sample => sample.Browser).ToArray());
            Add(Array<string>(NpgsqlDbType.Jsonb), samples.Select(sample => sample.Sample.Normalized).ToArray());
            Add(Array<string>(NpgsqlDbType.Text), samples.Select(sample => sample.Sample.Raw).ToArray());
        }
    }

    private static NpgsqlDbType Array<T>(NpgsqlDbType of) => NpgsqlDbType.Array | of;

    /// <summary>What the row of the issue itself counts: the latest hour. What counts no report has one before all others, so that it changes nothing.</summary>
    private HourCount LatestHour(IssueRow row)
    {
        switch (row.Hours.Count)
        {
            case 0:
                return new(DateTimeOffset.MinValue, 0);
            case 1:
                return row.Hours[0] with { Hour = _calendar.Clamp(row.Hours[0].Hour) };
            default:
                var latest = row.Hours.Max(hour => _calendar.Clamp(hour.Hour));
                return new(latest, row.Hours.Where(hour => _calendar.Clamp(hour.Hour) == latest).Sum(hour => hour.Count));
        }
    }

    /// <summary>The other hours. Times outside the partitions there are may fall into one hour with others.</summary>
    private HourCount[] LateHours(IssueRow row)
    {
        var latest = LatestHour(row).Hour;
        return [.. row.Hours.GroupBy(hour => _calendar.Clamp(hour.Hour), hour => hour.Count).Where(group => group.Key < latest).OrderBy(group => group.Key)
            .Select(group => new HourCount(group.Key, group.Sum()))];
    }

    /// <summary>The outcome rows and the accepted ones of all issues, each key once, in order.</summary>
    private static List<OutcomeRow> OutcomesOf(Commit commit)
    {
        var sums = new SortedDictionary<(long, DateTimeOffset, OutcomeKind, string, long), long>();
        foreach (var row in commit.Outcomes)
        {
            Add(row.Project, row.Hour, row.Kind, row.Reason, row.Key, row.Count);
        }

        foreach (var issue in commit.Issues)
        {
            foreach (var accepted in issue.Accepted)
            {
                Add(issue.Key.Project, accepted.Hour, OutcomeKind.Accepted, "", accepted.Key, accepted.Count);
            }
        }

        return [.. sums.Select(sum => new OutcomeRow(new(sum.Key.Item1), new(sum.Key.Item5), sum.Key.Item2, sum.Key.Item3, sum.Key.Item4, sum.Value))];

        void Add(ProjectId project, DateTimeOffset hour, OutcomeKind kind, string reason, KeyId key, long count)
        {
            var sum = (project.Value, hour, kind, reason, key.Value);
            sums[sum] = sums.GetValueOrDefault(sum) + count;
        }
    }
}
