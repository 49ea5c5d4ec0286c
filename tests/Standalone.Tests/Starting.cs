using Npgsql;
using Picket.Testing;

namespace Picket.Standalone.Tests;

public sealed class Starting
{
    [Fact]
    public async Task Help_needs_nothing_and_names_every_option()
    {
        var run = await Run.ToEndAsync(["--help"], ("PATH", Environment.GetEnvironmentVariable("PATH")!));

        Assert.Equal(0, run.Code);
        foreach (var option in new[] { "--port", "--data", "--listen", "--tls", "--demo", "ConnectionStrings__Postgres" })
        {
            Assert.Contains(option, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_arguments_and_settings_end_with_2_before_anything_is_made()
    {
        var folder = TemporaryFolder.Create();
        var data = Path.Combine(folder.FullName, "data");

        Assert.Equal(2, (await Run.ToEndAsync(["--prot", "1"])).Code);
        var run = await Run.ToEndAsync(["--data", data, "--port", "70000"], ("Picket__RetentionDays", "none"));

        Assert.Equal(2, run.Code);
        Assert.Contains("Picket:Port", run.Error, StringComparison.Ordinal);
        Assert.Contains("Picket:RetentionDays", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_first_start_keeps_its_lines_for_the_owner_alone_and_the_second_finds_everything_again()
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        var (reportUri, token) = (standalone.ReportUri, standalone.Token);
        var file = Path.Combine(standalone.DataFolder, "first-run.txt");
        var kept = await File.ReadAllTextAsync(file);

        Assert.Contains(token, kept, StringComparison.Ordinal);
        Assert.Contains($"report-uri: {reportUri}", kept, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        Assert.Equal(0, await standalone.StopAsync());
        await standalone.StartAgainAsync();

        Assert.Equal(reportUri, standalone.ReportUri);
        Assert.Single(standalone.Output.Split('\n'), line => line.StartsWith("token:", StringComparison.Ordinal));
        using var api = new PicketApi(standalone.ReportUri, token);
        Assert.Empty(await api.IssuesAsync());
    }

    [Fact]
    public async Task A_PostgreSQL_that_was_named_is_used_instead_of_a_private_one()
    {
        await using var postgres = await TestPostgres.StartAsync();
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var standalone = await StandaloneProcess.StartAsync(new() { Environment = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = connectionString } });

        Assert.Null(standalone.PostmasterId);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var projects = source.CreateCommand("select count(*) from projects");
        Assert.Equal(1L, await projects.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Demo_brings_a_project_that_fills_by_itself()
    {
        await using var standalone = await StandaloneProcess.StartAsync(new() { Arguments = ["--demo"] });
        using var api = new PicketApi(standalone.ReportUri, standalone.Token);

        // A day's worth at once, of which noise is not listed, and then more and more.
        await Until.TrueAsync(async () => (await api.IssuesAsync("demo")).Sum(issue => issue.Count) >= 400, TimeSpan.FromMinutes(2), () => standalone.Output);
        var counted = (await api.IssuesAsync("demo")).Sum(issue => issue.Count);
        await Until.TrueAsync(async () => (await api.IssuesAsync("demo")).Sum(issue => issue.Count) > counted, TimeSpan.FromMinutes(2), () => standalone.Output);
        Assert.Empty(await api.IssuesAsync());
    }
}
