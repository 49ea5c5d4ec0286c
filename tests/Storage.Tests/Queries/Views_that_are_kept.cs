using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Views_that_are_kept(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private SavedViews _views = null!;
    private FirstRunResult _first = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _views = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
        await _database.RunAsync("insert into organizations (slug, name) values ('other', 'Other')");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Belong_to_one_stream_and_are_listed_by_name()
    {
        Assert.True(await SaveAsync("b", "?query=b"));
        Assert.True(await SaveAsync("a", "?query=a"));
        Assert.True(await _views.SaveAsync(1, null, "all", "?query=all", _first.UserId, CancellationToken.None));
        Assert.True(await _views.SaveAsync(2, null, "theirs", "", _first.UserId, CancellationToken.None));

        Assert.Equal([("a", "?query=a"), ("b", "?query=b")], (await ListAsync()).Select(view => (view.Name, view.Query)));
        Assert.Equal(["all"], (await _views.ListAsync(1, null, CancellationToken.None)).Select(view => view.Name));
        Assert.Equal(["theirs"], (await _views.ListAsync(2, null, CancellationToken.None)).Select(view => view.Name));
    }

    [Fact]
    public async Task Are_replaced_by_one_of_the_same_name_and_never_more_than_fit()
    {
        for (var i = 0; i < SavedViews.MaxViews; i++)
        {
            Assert.True(await SaveAsync($"view {i:00}", "?query=old"));
        }

        Assert.False(await SaveAsync("one more", ""));
        Assert.True(await SaveAsync("view 07", "?query=new"));
        Assert.Equal(SavedViews.MaxViews, (await ListAsync()).Count);
        Assert.Equal("?query=new", (await ListAsync())[7].Query);
    }

    [Fact]
    public async Task Are_forgotten_by_their_own_stream_alone()
    {
        await SaveAsync("a", "");
        var view = Assert.Single(await ListAsync()).Id;
        await _views.DeleteAsync(1, null, view, CancellationToken.None);
        await _views.DeleteAsync(2, _first.Project, view, CancellationToken.None);
        Assert.Single(await ListAsync());
        await _views.DeleteAsync(1, _first.Project, view, CancellationToken.None);
        Assert.Empty(await ListAsync());
    }

    private Task<bool> SaveAsync(string name, string query) => _views.SaveAsync(1, _first.Project, name, query, _first.UserId, CancellationToken.None);

    private Task<IReadOnlyList<SavedView>> ListAsync() => _views.ListAsync(1, _first.Project, CancellationToken.None);
}
