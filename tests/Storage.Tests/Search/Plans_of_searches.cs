using Dapper;
using Picket.Ingestion.Issues;
using Picket.Storage.Search;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Search;

/// <summary>What PostgreSQL does for a page of a large project, by its own choice: nothing is switched off. The issues are those of <c>bench/million</c>, only fewer.</summary>
[Collection(Postgres.Name)]
public sealed class Plans_of_searches(Server server) : IAsyncLifetime
{
    private const int Issues = 10_000;

    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        var seed = await File.ReadAllTextAsync(Path.Combine(Repository(), "bench", "million", "seed.sql"));
        await _database.RunAsync("select ensure_partitions('issue_hours', (now() - interval '2 days')::date, now()::date, false)");
        foreach (var project in (string[])["1", "2"])
        {
            await _database.RunAsync(seed.Replace(":issues", $"{Issues}", StringComparison.Ordinal).Replace(":project", project, StringComparison.Ordinal));
        }
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    /// <summary>A search, the index whose order it walks, and most rows of issues that it may look at for a page of 25.</summary>
    [Theory]
    [InlineData("default", "issues_by_last_seen")]
    [InlineData("cursor", "issues_by_last_seen")]
    [InlineData("host", "issues_by_host")]
    [InlineData("rare host", "issues_by_host")]
    [InlineData("directive", "issues_by_directive")]
    [InlineData("rare directive", "issues_by_directive")]
    [InlineData("host and cursor", "issues_by_host")]
    [InlineData("new", "issues_by_age")]
    public async Task A_page_walks_its_index_and_sorts_nothing_but_itself(string search, string index)
    {
        IssueCondition unresolved = new(IssueField.Status) { Numbers = [(long)IssueStatus.Unresolved] };
        IssueCondition Is(IssueField field, string value) => new(field) { Patterns = [new(value)] };
        var middle = new IssueCursor((long)(DateTimeOffset.UtcNow.AddDays(-45) - DateTimeOffset.UnixEpoch).TotalMicroseconds, 1);
        var wanted = new IssueSearch([new(1)], search switch
        {
            "host" or "host and cursor" => [unresolved, Is(IssueField.BlockedHost, "cdn.example")],
            "rare host" => [unresolved, Is(IssueField.BlockedHost, "host77.example")],
            "directive" => [unresolved, Is(IssueField.Directive, "script-src-elem")],
            "rare directive" => [unresolved, Is(IssueField.Directive, "prefetch-src")],
            _ => [unresolved],
        })
        {
            Sort = search == "new" ? IssueSort.New : IssueSort.LastSeen,
            After = search is "cursor" or "host and cursor" ? middle : null,
        };
        var sql = SearchSql.Of(wanted);
        await using var connection = await _database.Store.Source.OpenConnectionAsync();

        var plan = (await connection.QueryAsync<string>($"explain (analyze, timing off, summary off) {sql.Text}", sql.Parameters)).AsList();

        var text = string.Join('\n', plan);
        Assert.Contains(plan, line => line.Contains($"using {index} on issues i ", StringComparison.Ordinal));
        Assert.DoesNotContain("Seq Scan on issues", text, StringComparison.Ordinal);
        var walk = plan.Single(line => line.Contains(" on issues i ", StringComparison.Ordinal));
        var rows = double.Parse(walk.Split("actual rows=")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(rows <= 200, $"{rows} rows are looked at:\n{text}");
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cluster.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
