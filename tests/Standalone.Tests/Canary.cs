using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Picket.Testing;

namespace Picket.Standalone.Tests;

/// <summary>One report of Picket's own a minute, from the public port to a commit.</summary>
public sealed class Canary(Canary.Server server) : IClassFixture<Canary.Server>, IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private string _database = "";

    public async Task InitializeAsync() => _database = await server.Postgres.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Comes_through_soon_after_the_start_and_nobody_sees_it()
    {
        await using var standalone = await StartAsync();
        await Until.TrueAsync(async () => await ReadAsync(standalone, "picket_canary_last_success_timestamp_seconds") > 0, _patience, () => standalone.Output);

        Assert.InRange(await ReadAsync(standalone, "picket_canary_duration_seconds"), double.Epsilon, 15);
        Assert.Equal(1, await OneAsync("select sum(count)::bigint from issue_counters"));
        Assert.Equal(0, await OneAsync("select count(*) from projects p join memberships m using (organization_id) where p.slug = 'canary'"));
        using var api = new PicketApi(standalone.ReportUri, standalone.Token);
        Assert.Empty(await api.IssuesAsync());
        Assert.DoesNotContain("canary", standalone.Output, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(0, await standalone.StopAsync());
        Assert.Equal(0, await OneAsync("select count(*) from leases where name = 'canary'"));
    }

    [Theory]
    [InlineData("", "connect")]
    [InlineData("503 Service Unavailable", "status")]
    [InlineData("200 OK", "commit")]
    public async Task Says_where_its_report_was_lost(string answer, string stage)
    {
        using var edge = new TcpListener(IPAddress.Loopback, 0);
        edge.Start();
        var answers = AnswerAsync(edge, answer);
        await using var standalone = await StartAsync(("Picket__CanaryUrl", $"http://{edge.LocalEndpoint}"));

        await Until.TrueAsync(async () => await ReadAsync(standalone, $"picket_canary_failures_total{{stage=\"{stage}\"}}") == 1, _patience, () => standalone.Output);

        Assert.Equal(0, await ReadAsync(standalone, "picket_canary_last_success_timestamp_seconds"));
        await Until.TrueAsync(() => Lost(standalone) > 0, _patience, "the log says so; it comes through a pipe, behind the metric");
        Assert.Equal(1, Lost(standalone));
        await answers;
    }

    private static int Lost(StandaloneProcess standalone) => standalone.Output.Split('\n').Count(line => line.Contains("canary's report does not come through", StringComparison.Ordinal));

    /// <summary>Answers one request, or closes its connection where there is no answer.</summary>
    private static async Task AnswerAsync(TcpListener edge, string answer)
    {
        using var connection = await edge.AcceptSocketAsync();
        if (answer.Length > 0)
        {
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }

    private static async Task<double> ReadAsync(StandaloneProcess standalone, string series)
    {
        using var client = new HttpClient();
        var found = Regex.Match(await client.GetStringAsync(standalone.Metrics), $"^{Regex.Escape(series)} (.+)$", RegexOptions.Multiline);
        return found.Success ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;
    }

    private Task<StandaloneProcess> StartAsync(params (string Name, string Value)[] more) => StandaloneProcess.StartAsync(new()
    {
        Environment = new Dictionary<string, string>([.. more.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)), new("Picket__Canary", "true"), new("ConnectionStrings__Postgres", _database)]),
    });

    private async Task<long> OneAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A PostgreSQL for all of them.</summary>
    public sealed class Server : IAsyncLifetime
    {
        /// <summary>It.</summary>
        public TestPostgres Postgres { get; private set; } = null!;

        /// <inheritdoc/>
        public async Task InitializeAsync() => Postgres = await TestPostgres.StartAsync();

        /// <inheritdoc/>
        public async Task DisposeAsync() => await (Postgres?.DisposeAsync() ?? default);
    }
}
