using Picket.Ingestion;
using Picket.Storage.Accounts;
using Picket.Storage.Tenants;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Tenants;

[Collection(Postgres.Name)]
public sealed class Importing_projects(Server server)
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private const string Projects = """
        [{"id": "4507", "slug": "shop", "name": "Shop", "platform": "javascript", "allowedDomains": ["*.shop.example"], "organization": {"slug": "acme"}},
         {"id": 12, "slug": "blog", "name": "Blog"}]
        """;

    [Fact]
    public void Sentrys_projects_and_keys_keep_numbers_values_limits_and_domains()
    {
        var read = ImportFile.Read(
            [Projects, """[{"id": "x", "public": "0123456789abcdef0123456789abcdef", "label": "Web", "projectId": 4507, "isActive": false, "rateLimit": {"count": 10, "window": 60}}]"""], out var problems);

        Assert.Empty(problems);
        Assert.Equal([12, 4507], read.Select(project => project.Id.Value));
        var shop = read[1];
        Assert.Equal(("shop", "Shop"), (shop.Slug, shop.Name));
        Assert.Equal("*.shop.example", shop.Settings["allowed_domains"]![0]!.GetValue<string>());
        Assert.Equal("sentry", shop.Settings["grouping"]!.GetValue<string>());
        var key = Assert.Single(shop.Keys);
        Assert.Equal((Key, "Web", false), (key.Key.ToString(), key.Label, key.Active));
        Assert.Equal(new(10, TimeSpan.FromMinutes(1)), key.Limit);
    }

    [Theory]
    [InlineData("""{"public": "01234567-89ab-cdef-0123-456789abcdef", "projectId": 12}""")]
    [InlineData("""{"public": "0123456789abcdef0123456789abcdef", "projectID": "12"}""")]
    [InlineData("""{"public": "0123456789abcdef0123456789abcdef", "dsn": {"public": "https://0123456789abcdef0123456789abcdef@glitchtip.example/12"}}""")]
    public void A_key_finds_its_project_as_either_product_writes_it(string key)
    {
        var read = ImportFile.Read([Projects, key], out var problems);
        Assert.Empty(problems);
        Assert.Equal(Key, Assert.Single(read[0].Keys).Key.ToString());
    }

    [Theory]
    [InlineData("nonsense", "no JSON")]
    [InlineData("7", "neither")]
    [InlineData("{}", "neither")]
    [InlineData("""{"public": "short", "label": "Old"}""", "32 hex digits")]
    [InlineData("""{"public": "0123456789abcdef0123456789abcdef", "projectId": 99}""", "none of the documents")]
    [InlineData("""{"id": 3, "slug": "odd", "allowedDomains": ["a b"]}""", "left out")]
    public void What_cannot_be_taken_over_is_said(string document, string problem)
    {
        ImportFile.Read([document], out var problems);
        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_find_an_imported_project_by_its_old_number_and_key_and_the_next_number_is_free()
    {
        await using var database = await server.CreateDatabaseAsync();
        await new FirstRun(database.Store).EnsureAsync();
        var store = new ProjectStore(database.Store);
        var shop = new ImportedProject(new(4507), "shop", "Shop", new() { ["grouping"] = "sentry" }, [new("Web", new ProjectKey(77))]);
        Assert.Equal(ChangeResult.Done, await CreateAsync(shop));
        Assert.Equal(ChangeResult.Taken, await CreateAsync(shop with { Slug = "other" }));
        Assert.Equal(ChangeResult.Taken, await CreateAsync(shop with { Id = new(9000), Slug = "third" }));

        await database.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(new ProjectKey(77), Assert.Single(database.Store.Directory.Find(new(4507))!.Keys).Key);
        Assert.Equal(ChangeResult.Done, await store.CreateAsync(Actor.CommandLine, 1, "next", "Next", [], null, [], CancellationToken.None));
        Assert.True(await database.OneAsync<long>("select id from projects where slug = 'next'") > 4507);

        Task<ChangeResult> CreateAsync(ImportedProject project) =>
            store.CreateAsync(Actor.CommandLine, 1, project.Slug, project.Name, project.Settings, project.Id, project.Keys, CancellationToken.None);
    }
}
