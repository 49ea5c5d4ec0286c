using Npgsql;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Schema;

[Collection(Postgres.Name)]
public sealed class Durability_of_the_server(Server server)
{
    [Fact]
    public async Task Settings_that_give_it_away_are_found()
    {
        Assert.Empty(await FindAsync("on"));
        Assert.Equal([new("synchronous_commit", "off")], await FindAsync("off"));
        Assert.Empty(await FindAsync("local")); // No standby is waited for, so there is no difference.
    }

    private async Task<IReadOnlyList<DurabilityGap>> FindAsync(string setting)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await server.CreateEmptyAsync()) { Options = $"-c synchronous_commit={setting}" });
        return await Durability.FindGapsAsync(source, CancellationToken.None);
    }
}
