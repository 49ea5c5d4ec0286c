using System.Collections;
using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using Picket.Ingestion;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;

namespace Picket.Storage.Ledger;

/// <summary>The parameters of <see cref="CommitStatement"/>, in its order.</summary>
/// <param name="parameters">Where they go.</param>
/// <param name="commit">What is to be written.</param>
/// <param name="order">In which order.</param>
/// <param name="calendar">Which days have partitions.</param>
/// <param name="writer">Whose rows of hours and outcomes are added to: each lane of each host has its own.</param>
internal sealed class CommitParameters(NpgsqlParameterCollection parameters, Commit commit, RowOrder order, PartitionCalendar calendar, short writer)
{
    // Asked first, and each row's hours once: meanwhile the calendar may move on.
    private readonly DateTimeOffset _oldestHour = calendar.OldestHour;
    private readonly (HourCount Latest, IReadOnlyList<HourCount> Late)[] _hours = Array.ConvertAll(order.Rows, row => HoursOf(row, calendar));

    /// <summary>Adds them all, and says which parts they are for.</summary>
    public CommitStatement.Parts Add()
    {
        var parts = CommitStatement.Parts.None;
        Add(NpgsqlDbType.Uuid, commit.Id);
        if (order.Known > 0)
        {
            parts |= CommitStatement.Parts.Known;
            AddAll(NpgsqlDbType.Bigint, order.Select(known: true, row => row.Id!.Value));
            AddAll(NpgsqlDbType.Boolean, order.Select(known: true, row => row.HasSignal));
            AddCounts(known: true);
            AddLatestHours(_hours.AsSpan(0, order.Known));
            if (order.Rows.Take(order.Known).Any(row => row.Origins.Count > 0))
            {
                parts |= CommitStatement.Parts.Origins;
                AddOrigins();
            }
        }

        if (order.Fresh > 0)
        {
            parts |= CommitStatement.Parts.Fresh;
            AddAll(NpgsqlDbType.Bigint, order.Select(known: false, row => row.Key.Project.Value));
            AddAll(NpgsqlDbType.Smallint, order.Select(known: false, row => (short)row.Key.Kind));
            AddAll(NpgsqlDbType.Uuid, order.Select(known: false, row => Uuids.Of(row.Key.Fingerprint)));
            AddNew();
            AddCounts(known: false);
            AddLatestHours(_hours.AsSpan(order.Known));
        }

        if (order.Known + order.Fresh > 0)
        {
            Add(NpgsqlDbType.Smallint, writer);
            Add(NpgsqlDbType.TimestampTz, _oldestHour.UtcDateTime);
            if (_hours.Any(hours => hours.Late.Count > 0))
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

        if (Outcomes() is { Count: > 0 } outcomes)
        {
            parts |= CommitStatement.Parts.Outcomes;
            Add(NpgsqlDbType.Smallint, writer);
            AddAll(NpgsqlDbType.Bigint, outcomes.ConvertAll(row => row.Project.Value));
            AddAll(NpgsqlDbType.TimestampTz, outcomes.ConvertAll(row => calendar.Clamp(row.Hour).UtcDateTime));
            AddAll(NpgsqlDbType.Smallint, outcomes.ConvertAll(row => (short)row.Kind));
            AddAll(NpgsqlDbType.Text, outcomes.ConvertAll(row => row.Reason));
            AddAll(NpgsqlDbType.Bigint, outcomes.ConvertAll(row => row.Key.Value));
            AddAll(NpgsqlDbType.Bigint, outcomes.ConvertAll(row => row.Count));
        }

        if (commit.Facets.Count > 0)
        {
            parts |= CommitStatement.Parts.Facets;
            AddAll(NpgsqlDbType.Bigint, commit.Facets.Select(row => row.IssueId).ToArray());
            AddAll(NpgsqlDbType.Smallint, commit.Facets.Select(row => (short)row.Facet).ToArray());
            AddAll(NpgsqlDbType.Text, commit.Facets.Select(row => row.Value).ToArray());
            AddAll(NpgsqlDbType.Bigint, commit.Facets.Select(row => row.Count).ToArray());
        }

        if (commit.Clients.Count > 0)
        {
            parts |= CommitStatement.Parts.Clients;
            AddAll(NpgsqlDbType.Bigint, commit.Clients.Select(row => row.IssueId).ToArray());
            AddAll(NpgsqlDbType.Date, commit.Clients.Select(row => calendar.Clamp(row.Day)).ToArray());
            AddAll(NpgsqlDbType.Varbit, commit.Clients.Select(row => new BitArray(row.Sketch)).ToArray());
        }

        if (commit.FilterSamples.Count > 0)
        {
            parts |= CommitStatement.Parts.FilterSamples;
            AddFilterSamples();
        }

        return parts;
    }

    private void Add(NpgsqlDbType type, object value) => parameters.Add(new() { NpgsqlDbType = type, Value = value });

    private void AddAll(NpgsqlDbType type, object values) => Add(NpgsqlDbType.Array | type, values);

    private void AddNew()
    {
        AddAll(NpgsqlDbType.Uuid, order.Select(known: false, row => Uuids.Of(row.New!.MergeKey)));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => row.New!.Description.Title));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => row.New!.Description.Culprit));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => row.New!.Description.Directive));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => row.New!.Description.BlockedUri));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => row.New!.Description.BlockedHost));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => row.New!.DocumentHost));
        AddAll(NpgsqlDbType.Smallint, order.Select(known: false, row => (short)row.New!.Description.Level));
        AddAll(NpgsqlDbType.Smallint, order.Select(known: false, row => (short)row.New!.Noise.Class));
        AddAll(NpgsqlDbType.Smallint, order.Select(known: false, row => (short)row.New!.Noise.Score));
        AddAll(NpgsqlDbType.Text, order.Select(known: false, row => StoredReasons.Write(row.New!.Noise)));
    }

    private void AddCounts(bool known)
    {
        AddAll(NpgsqlDbType.Bigint, order.Select(known, row => row.Count));
        AddAll(NpgsqlDbType.Bigint, order.Select(known, row => row.Weight));
        AddAll(NpgsqlDbType.Bigint, order.Select(known, row => row.Enforced));
        AddAll(NpgsqlDbType.Bigint, order.Select(known, row => row.ReportOnly));
        AddAll(NpgsqlDbType.TimestampTz, order.Select(known, row => row.FirstSeen.UtcDateTime));
        AddAll(NpgsqlDbType.TimestampTz, order.Select(known, row => row.LastSeen.UtcDateTime));
    }

    private void AddOrigins()
    {
        var origins = order.Rows.Take(order.Known).SelectMany(row => row.Origins.Select(origin => (row.Id, Origin: origin))).ToList();
        AddAll(NpgsqlDbType.Bigint, origins.ConvertAll(item => item.Id!.Value));
        AddAll(NpgsqlDbType.Text, origins.ConvertAll(item => item.Origin.Release));
        AddAll(NpgsqlDbType.Uuid, origins.ConvertAll(item => item.Origin.Policy is { } policy ? Uuids.Of(policy) : (Guid?)null));
    }

    private void AddLatestHours(ReadOnlySpan<(HourCount Latest, IReadOnlyList<HourCount> Late)> rows)
    {
        var (hours, counts) = (new DateTime[rows.Length], new long[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            (hours[i], counts[i]) = (rows[i].Latest.Hour.UtcDateTime, rows[i].Latest.Count);
        }

        AddAll(NpgsqlDbType.TimestampTz, hours);
        AddAll(NpgsqlDbType.Bigint, counts);
    }

    private void AddLateHours()
    {
        var hours = order.Expand(row => _hours[row].Late);
        AddAll(NpgsqlDbType.Bigint, hours.ConvertAll(hour => hour.Id));
        AddAll(NpgsqlDbType.Integer, hours.ConvertAll(hour => hour.Ordinal));
        AddAll(NpgsqlDbType.TimestampTz, hours.ConvertAll(hour => hour.Item.Hour.UtcDateTime));
        AddAll(NpgsqlDbType.Bigint, hours.ConvertAll(hour => hour.Item.Count));
    }

    private void AddSamples()
    {
        var samples = order.Expand(row => order.Rows[row].Samples);
        AddAll(NpgsqlDbType.Bigint, samples.ConvertAll(sample => sample.Id));
        AddAll(NpgsqlDbType.Integer, samples.ConvertAll(sample => sample.Ordinal));
        AddAll(NpgsqlDbType.Date, samples.ConvertAll(sample => calendar.Clamp(sample.Item.Day)));
        AddAll(NpgsqlDbType.Smallint, samples.ConvertAll(sample => sample.Item.Slot));
        AddAll(NpgsqlDbType.TimestampTz, samples.ConvertAll(sample => sample.Item.At.UtcDateTime));
        AddAll(NpgsqlDbType.Text, samples.ConvertAll(sample => sample.Item.Browser));
        AddAll(NpgsqlDbType.Text, samples.ConvertAll(sample => sample.Item.Release));
        AddAll(NpgsqlDbType.Text, samples.ConvertAll(sample => sample.Item.Environment));
        AddAll(NpgsqlDbType.Jsonb, samples.ConvertAll(sample => sample.Item.Sample.Normalized));
        AddAll(NpgsqlDbType.Text, samples.ConvertAll(sample => sample.Item.Sample.Raw));
    }

    private void AddFilterSamples()
    {
        var samples = commit.FilterSamples;
        AddAll(NpgsqlDbType.Bigint, samples.Select(sample => sample.Project.Value).ToArray());
        AddAll(NpgsqlDbType.Date, samples.Select(sample => calendar.Clamp(sample.Day)).ToArray());
        AddAll(NpgsqlDbType.Text, samples.Select(sample => sample.Reason).ToArray());
        AddAll(NpgsqlDbType.Smallint, samples.Select(sample => sample.Slot).ToArray());
        AddAll(NpgsqlDbType.TimestampTz, samples.Select(sample => sample.At.UtcDateTime).ToArray());
        AddAll(NpgsqlDbType.Smallint, samples.Select(sample => (short)sample.Kind).ToArray());
        AddAll(NpgsqlDbType.Text, samples.Select(sample => sample.Title).ToArray());
        AddAll(NpgsqlDbType.Text, samples.Select(sample => sample.Browser).ToArray());
        AddAll(NpgsqlDbType.Jsonb, samples.Select(sample => sample.Sample.Normalized).ToArray());
        AddAll(NpgsqlDbType.Text, samples.Select(sample => sample.Sample.Raw).ToArray());
    }

    /// <summary>
    /// The latest hour, which the row of the issue itself counts, and the others. Times outside the partitions there are may fall into one hour with others. What counts no report
    /// has an hour before all others, so that it changes nothing.
    /// </summary>
    private static (HourCount Latest, IReadOnlyList<HourCount> Late) HoursOf(IssueRow row, PartitionCalendar calendar)
    {
        switch (row.Hours.Count)
        {
            case 0:
                return (new(DateTimeOffset.MinValue, 0), []);
            case 1:
                return (row.Hours[0] with { Hour = calendar.Clamp(row.Hours[0].Hour) }, []);
            default:
                List<HourCount> hours =
                [
                    .. row.Hours.GroupBy(hour => calendar.Clamp(hour.Hour), hour => hour.Count).OrderBy(group => group.Key).Select(group => new HourCount(group.Key, group.Sum())),
                ];
                return (hours[^1], hours[..^1]);
        }
    }

    /// <summary>The outcome rows and the accepted ones of all issues, each key once, in order.</summary>
    private List<OutcomeRow> Outcomes()
    {
        var sums = new Dictionary<(long Project, DateTimeOffset Hour, OutcomeKind Kind, string Reason, long Key), long>();
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

        return [.. sums.OrderBy(sum => sum.Key).Select(sum => new OutcomeRow(new(sum.Key.Project), new(sum.Key.Key), sum.Key.Hour, sum.Key.Kind, sum.Key.Reason, sum.Value))];

        void Add(ProjectId project, DateTimeOffset hour, OutcomeKind kind, string reason, KeyId key, long count)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(sums, (project.Value, hour, kind, reason, key.Value), out _) += count;
        }
    }
}
