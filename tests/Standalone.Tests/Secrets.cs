using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using Picket.Reports.Tests.Normalization;
using Picket.Testing;

namespace Picket.Standalone.Tests;

/// <summary>Secrets in every text of every format, sent by HTTP and looked for wherever the program puts something.</summary>
public sealed class Secrets : IAsyncLifetime, IDisposable
{
    /// <summary>In each planted text that has a host; it is no secret, so it must be found where reports are kept.</summary>
    private const string NoSecret = "planted.example";

    private readonly HttpClient _http = new();
    private TestPostgres _postgres = null!;
    private StandaloneProcess _standalone = null!;
    private string _connectionString = null!;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        _connectionString = await _postgres.CreateDatabaseAsync();
        _standalone = await StandaloneProcess.StartAsync(new()
        {
            Environment = new Dictionary<string, string>
            {
                ["ConnectionStrings__Postgres"] = _connectionString,
                ["Picket__NewIssuesPerHour"] = "-1",
                ["Logging__LogLevel__Default"] = "Debug",
            },
        });
    }

    public async Task DisposeAsync()
    {
        await _standalone.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task None_is_in_a_table_a_log_or_a_metric()
    {
        var taken = 0;
        foreach (var (text, _) in Planted.All)
        {
            var answers = await Task.WhenAll(Planted.Carriers.Select(carrier => SendAsync(Planted.Into(carrier, text), text)));
            taken += answers.Count(answer => answer == HttpStatusCode.OK);
        }

        Assert.InRange(taken, Planted.All.Count * Planted.Carriers.Count() * 9 / 10, int.MaxValue);
        var metrics = await _http.GetStringAsync(_standalone.Metrics);
        Assert.Contains("picket_", metrics, StringComparison.Ordinal);

        // What is still to be written is written before it ends.
        Assert.Equal(0, await _standalone.StopAsync(TimeSpan.FromSeconds(30)));
        var places = await PlacesAsync();
        Assert.Superset(new HashSet<string> { "issues", "samples", "issue_facets" }, places.Where(place => place.Has(NoSecret)).Select(place => place.Name).ToHashSet());

        places.Add(new("the metrics", metrics));
        places.Add(new("what it printed", _standalone.Output));
        Assert.Empty(
            from place in places
            from planted in Planted.All
            where place.Has(planted.Secret)
            select $"'{planted.Secret}' in {place.Name}: {place.Around(planted.Secret)}");
    }

    /// <summary>Sends <paramref name="body"/> from a page whose address has the secret, too.</summary>
    private async Task<HttpStatusCode> SendAsync(byte[] body, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _standalone.ReportUri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/reports+json");
        request.Headers.TryAddWithoutValidation("Referer", text);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>All tables with all their rows, partitions by themselves.</summary>
    private async Task<List<Place>> PlacesAsync()
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        List<string> tables = [];
        await using (var names = source.CreateCommand("select format('%I.%I', table_schema, table_name) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')"))
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        List<Place> places = [];
        foreach (var table in tables)
        {
            // Rows as text: bytea as its bytes, so that a text in it is found as well.
            var rows = new StringBuilder();
            await using var read = source.CreateCommand($"select t::text from {table} t");
            await using var reader = await read.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.AppendLine(reader.GetString(0));
            }

            places.Add(new(table.Split('.')[1], rows.ToString()));
        }

        return places;
    }

    /// <summary>Where something may have been put down, and what is there.</summary>
    private sealed record Place(string Name, string Content)
    {
        private const int Shown = 200;

        /// <summary>True where it holds <paramref name="text"/>, as it is or as the bytes of a <c>bytea</c>.</summary>
        public bool Has(string text) =>
            Content.Contains(text, StringComparison.OrdinalIgnoreCase) || Content.Contains(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

        /// <summary>What stands around <paramref name="text"/>.</summary>
        public string Around(string text)
        {
            var at = Math.Max(0, Content.IndexOf(text, StringComparison.OrdinalIgnoreCase) - (Shown / 2));
            return Content.Substring(at, Math.Min(Shown, Content.Length - at));
        }
    }
}
