using Npgsql;
using NpgsqlTypes;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Storage.Ledger;

namespace Picket.Storage.Allowances;

/// <summary>Leases of organizations' months, a row for each.</summary>
internal sealed class PostgresAllowances(Store store) : IAllowanceStore
{
    private const string Lease = "select granted, rest from lease_allowance($1, $2, $3, $4)";

    private const string Return = "update allowances set leased = leased - $3 where organization_id = $1 and month = $2";

    /// <inheritdoc/>
    public async Task<AllowanceGrant> LeaseAsync(AllowanceLease lease, CancellationToken cancellation)
    {
        try
        {
            await using var command = Command(Lease, lease.Organization, lease.Month, lease.Limit, lease.Amount);
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await reader.ReadAsync(cancellation).ConfigureAwait(false);
            return new(reader.GetInt64(0), reader.GetInt64(1));
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public async Task ReturnAsync(OrganizationId organization, Month month, long count, CancellationToken cancellation)
    {
        try
        {
            await using var command = Command(Return, organization, month, count);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw failure;
        }
    }

    private NpgsqlCommand Command(string text, OrganizationId organization, Month month, params ReadOnlySpan<long> amounts)
    {
        var command = store.LookUps.CreateCommand(text);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = organization.Value });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Date, Value = month.First });
        foreach (var amount in amounts)
        {
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = amount });
        }

        return command;
    }
}
