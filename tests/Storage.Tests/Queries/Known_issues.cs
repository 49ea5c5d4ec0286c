using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Known_issues(Server server)
{
    [Fact]
    public async Task Those_that_exist_are_found_by_project_kind_and_fingerprint()
    {
        await using var database = await server.CreateDatabaseAsync();
        await database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(1), Make.Row(2)), CancellationToken.None);

        var found = await new PostgresKnownIssues(database.Store).FindAsync([Make.Key(3), Make.Key(2), Make.Key(1, project: 2), Make.Key(1)], CancellationToken.None);

        Assert.Equal([Make.Key(1), Make.Key(2)], found.Order());
    }
}
