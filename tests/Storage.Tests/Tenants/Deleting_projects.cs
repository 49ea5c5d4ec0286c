using Picket.Storage.Accounts;
using Picket.Storage.Housekeeping;
using Picket.Storage.Tenants;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Tenants;

[Collection(Postgres.Name)]
public sealed class Deleting_projects(Server server)
{
    [Fact]
    public async Task What_a_deleted_project_counted_goes_in_the_background_and_nothing_else_does()
    {
        await using var database = await server.CreateDatabaseAsync();
        var first = await new FirstRun(database.Store).EnsureAsync();
        await database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(1, samples: Make.Sample(0)), Make.Row(2)), CancellationToken.None);
        await database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(1, project: 2, samples: Make.Sample(0))), CancellationToken.None);
        await database.Store.CommitWriter.WriteAsync(
            Make.Commit(Make.Row(1, at: Make.Noon.AddHours(1)), Make.Row(1, project: 2, at: Make.Noon.AddHours(1))), CancellationToken.None); // Noon leaves for issue_hours.

        Assert.Equal(ChangeResult.Done, await new ProjectStore(database.Store).DeleteAsync(Actor.CommandLine, 1, first.Project, CancellationToken.None));
        Assert.Equal(ChangeResult.NotFound, await new ProjectStore(database.Store).DeleteAsync(Actor.CommandLine, 1, first.Project, CancellationToken.None));
        var chore = Chores.All.Single(one => one.Name == "deleted projects");
        await chore.RunAsync(database.Store, CancellationToken.None);

        foreach (var table in (string[])["issues", "issue_counters", "issue_hours", "samples", "outcome_hours"])
        {
            Assert.Equal(1, await database.OneAsync<long>($"select count(*) from {table}"));
        }

        // It is looked at once more, because reports may have been under way.
        Assert.Equal(1, await database.OneAsync<long>("select count(*) from deletions where emptied_at is not null"));
        await database.RunAsync("update deletions set emptied_at = '2000-01-01'");
        await chore.RunAsync(database.Store, CancellationToken.None);
        Assert.Equal(0, await database.OneAsync<long>("select count(*) from deletions"));
    }

    [Fact]
    public async Task A_rotated_key_is_switched_off_when_its_overlap_is_over()
    {
        await using var database = await server.CreateDatabaseAsync();
        await new FirstRun(database.Store).EnsureAsync();
        await database.RunAsync("update project_keys set expires_at = @at", new { at = Make.Noon.AddMinutes(1) });
        var chore = Chores.All.Single(one => one.Name == "rotated keys");
        await chore.RunAsync(database.Store, CancellationToken.None);
        Assert.True(await database.OneAsync<bool>("select active from project_keys"));

        database.Clock.Advance(TimeSpan.FromMinutes(2));
        await chore.RunAsync(database.Store, CancellationToken.None);
        await database.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.False(Assert.Single(database.Store.Directory.Find(new(1))!.Keys).Active);
    }
}
