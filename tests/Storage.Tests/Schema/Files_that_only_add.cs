using System.Globalization;
using System.Text.RegularExpressions;
using Picket.Storage.Schema;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Schema;

/// <summary>The version before still runs on the schema of this one: a file takes nothing away that it may ask for.</summary>
[Collection(Postgres.Name)]
public sealed partial class Files_that_only_add(Server server)
{
    /// <summary>Files up to this one came before the first release.</summary>
    private const int BeforeReleases = 6;

    [Fact]
    public void Take_nothing_away() => Assert.All(
        Names().Where(name => int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture) > BeforeReleases),
        name => Assert.Equal("", TakesAway().Match(Read(name)).Value));

    [Theory]
    [InlineData("drop table issues;")]
    [InlineData("alter table issues drop column title;")]
    [InlineData("alter table issues\n    rename column title to name;")]
    [InlineData("alter table issues alter column title type varchar(10);")]
    [InlineData("alter table issues alter title set not null;")]
    [InlineData("alter table issues add column needed text not null;")]
    [InlineData("truncate issues;")]
    public void What_takes_away_would_be_found(string text) => Assert.Matches(TakesAway(), text);

    [Theory]
    [InlineData("create table more (id bigint not null);")]
    [InlineData("alter table issues add column more text;")]
    [InlineData("alter table issues add column more text not null default '';")]
    [InlineData("create index more on issues (title);")]
    [InlineData("-- nothing to drop table for\nselect 1;")]
    public void What_adds_is_let_through(string text) => Assert.DoesNotMatch(TakesAway(), Comments().Replace(text, ""));

    [Fact]
    public async Task An_older_program_leaves_a_newer_schema_alone_and_runs_on_it()
    {
        await using var database = await server.CreateDatabaseAsync();
        await database.RunAsync("alter table issues add column from_the_next_release text; insert into schema_files (number, name, hash) values (999, '999_next.sql', '')");

        await SchemaMigrator.MigrateAsync(database.Store.Source, CancellationToken.None);
        await using var older = await Database.OpenAsync(database.ConnectionString);

        Assert.Equal(999, await older.OneAsync<int>("select max(number) from schema_files"));
    }

    private static IEnumerable<string> Names() => typeof(SchemaMigrator).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal));

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SchemaMigrator).Assembly.GetManifestResourceStream(name)!);
        return Comments().Replace(reader.ReadToEnd(), "");
    }

    [GeneratedRegex(@"--.*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bdrop\s+(table|column|view|function|type|schema)\b|\brename\b|\btruncate\b|\balter\s+(column\s+)?\w+\s+(set\s+data\s+)?type\b|\bset\s+not\s+null\b|\badd\s+column\s+(?![^,;]*\bdefault\b)(?![^,;]*\bgenerated\b)[^,;]*\bnot\s+null\b", RegexOptions.IgnoreCase)]
    private static partial Regex TakesAway();
}
