using Npgsql;

namespace Picket.Storage.Tenants;

/// <summary>What PostgreSQL refuses in words of tenants.</summary>
internal static class Constraints
{
    /// <summary>Runs <paramref name="change"/>; a name that something has already is no defect.</summary>
    public static async Task<ChangeResult> RunAsync(Func<Task<ChangeResult>> change)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return ChangeResult.Taken;
        }
    }
}
