using System.Xml.Linq;
using Picket.Storage.Accounts;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Accounts;

[Collection(Postgres.Name)]
public sealed class Accounts_of_people(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private LinkStore _links = null!;
    private FirstRunResult _first = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _links = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_first_start_makes_everything_once_even_when_two_hosts_start()
    {
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => new FirstRun(_database.Store).EnsureAsync()));

        Assert.NotNull(_first.Token);
        Assert.All(again, result => Assert.Equal(_first with { Token = null }, result));
        Assert.Equal(1, await _database.OneAsync<long>("select count(*) from projects"));
    }

    [Fact]
    public async Task The_demo_project_comes_beside_the_first()
    {
        var demo = await new FirstRun(_database.Store).EnsureDemoAsync(CancellationToken.None);

        Assert.NotEqual(_first.Project, demo.Project);
        Assert.Equal(demo, await new FirstRun(_database.Store).EnsureDemoAsync(CancellationToken.None));
        Assert.Equal(_first.Project, (await new FirstRun(_database.Store).EnsureAsync()).Project);
    }

    [Fact]
    public async Task The_demo_is_the_first_organizations_own()
    {
        await _database.RunAsync("""
            with other as (insert into organizations (slug, name) values ('other', 'Other') returning id),
            project as (insert into projects (organization_id, slug, name) select id, 'demo', 'Theirs' from other returning id)
            insert into project_keys (project_id, public_key) select id, gen_random_uuid() from project
            """);
        var demo = await new FirstRun(_database.Store).EnsureDemoAsync(CancellationToken.None);
        Assert.Equal("home", await _database.OneAsync<string>("select o.slug from projects p join organizations o on o.id = p.organization_id where p.id = @id", new { id = demo.Project.Value }));
    }

    [Fact]
    public async Task A_key_that_was_switched_off_prevents_no_start()
    {
        await _database.RunAsync("update project_keys set active = false");
        Assert.Equal(_first.Key, (await new FirstRun(_database.Store).EnsureAsync()).Key);
    }

    [Fact]
    public async Task The_first_token_is_handed_over_before_it_is_valid()
    {
        await using var database = await server.CreateDatabaseAsync();
        await Assert.ThrowsAsync<IOException>(() => new FirstRun(database.Store).EnsureAsync(_ => throw new IOException("disk full")));
        string? kept = null;
        var first = await new FirstRun(database.Store).EnsureAsync(token => kept = token);
        Assert.NotNull(first.Token);
        Assert.Equal(first.Token, kept);
    }

    [Fact]
    public async Task A_token_finds_its_user_until_it_expires_and_is_nowhere_stored()
    {
        Assert.Equal(_first.UserId, await FindAsync(_first.Token!));
        Assert.Null(await FindAsync(_first.Token + "0"));
        Assert.Null(await FindAsync(""));
        Assert.DoesNotContain(_first.Token!, await _database.OneAsync<string>("select string_agg(t::text, ' ') from api_tokens t"), StringComparison.Ordinal);

        await _database.RunAsync("update api_tokens set expires_at = now() - interval '1 second'");
        Assert.Null(await FindAsync(_first.Token!));
    }

    [Fact]
    public async Task A_sign_in_link_works_once()
    {
        var link = await _links.CreateAsync(_first.UserId, LinkPurpose.SignIn, TimeSpan.FromMinutes(1), null, CancellationToken.None);

        var uses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _links.UseAsync(link, LinkPurpose.SignIn, CancellationToken.None)));

        Assert.Equal(_first.UserId, Assert.Single(uses, use => use is not null)!.Value.UserId);
    }

    [Fact]
    public async Task A_sign_in_link_expires()
    {
        var link = await _links.CreateAsync(_first.UserId, LinkPurpose.SignIn, TimeSpan.FromSeconds(-1), null, CancellationToken.None);

        Assert.Null(await _links.UseAsync(link, LinkPurpose.SignIn, CancellationToken.None));
    }

    [Fact]
    public void Keys_that_sign_sessions_outlive_the_process()
    {
        new DataProtectionKeys(_database.Store).StoreElement(new XElement("key", "1"), "one");
        new DataProtectionKeys(_database.Store).StoreElement(new XElement("key", "2"), "one");

        Assert.Equal("2", Assert.Single(new DataProtectionKeys(_database.Store).GetAllElements()).Value);
    }

    private async Task<long?> FindAsync(string token) => (await new Callers(_database.Store).FindByTokenAsync(token, CancellationToken.None))?.UserId;
}
