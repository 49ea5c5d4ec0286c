using Dapper;

namespace Picket.Storage.Queries;

/// <summary>Writes what people say about noise.</summary>
public sealed class NoiseOverrules(Store store)
{
    /// <summary>
    /// Says that a fold is noise, or none, or that the verdict may hold again. It holds for all its issues and for variants that come later; no report changes it.
    /// </summary>
    /// <param name="userId">Who says so: a member of the organization who may change things.</param>
    /// <param name="issue">An issue of the fold.</param>
    /// <param name="isNoise">What it is; null for what the verdict says.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where there is no such issue for this user.</returns>
    public async Task<bool> SayAsync(long userId, long issue, bool? isNoise, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.ExecuteAsync(new(
            $"""
            update issues set noise_overruled = @isNoise where id in ({Folds.Members} order by m.id for update)
                and project_id in (
                    select p.id from projects p join memberships m on m.organization_id = p.organization_id and m.user_id = @userId and m.role <> 'viewer')
            """,
            new { userId, issues = new[] { issue }, isNoise },
            cancellationToken: cancellation)).ConfigureAwait(false) > 0;
    }
}
