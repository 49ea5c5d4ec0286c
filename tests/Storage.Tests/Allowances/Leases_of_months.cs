using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Local;
using Picket.Storage.Allowances;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Allowances;

/// <summary>Hosts without a cluster share an organization's month through its row.</summary>
[Collection(Postgres.Name)]
public sealed class Leases_of_months(Server server) : IAsyncLifetime
{
    private static readonly OrganizationId Organization = new(7);
    private static readonly Month May = Month.Of(Make.Noon);

    private Database _database = null!;
    private PostgresAllowances _store = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _store = new(_database.Store);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Each_lease_takes_of_what_remains()
    {
        Assert.Equal(new(60, 40), await LeaseAsync(100, 60));
        Assert.Equal(new(40, 0), await LeaseAsync(100, 60));
        Assert.Equal(new(0, 0), await LeaseAsync(100, 1));
        await _store.ReturnAsync(Organization, May, 5, CancellationToken.None);
        Assert.Equal(new(5, 0), await LeaseAsync(100, 60));
        Assert.Equal(new(0, 0), await LeaseAsync(50, 1));
        Assert.Equal(new(60, 40), await LeaseAsync(100, 60, new(May.First.AddMonths(1))));
    }

    [Fact]
    public async Task Two_hosts_at_once_never_let_more_pass_than_the_limit_and_nearly_all_of_it()
    {
        const long Limit = 5000;
        var hosts = Enumerable.Range(0, 2).Select(_ => new LocalAllowances(new PostgresAllowances(_database.Store), new(), _database.Clock)).ToList();
        var passed = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var sum = 0L;
            while (await hosts[i % 2].TakeAsync(new(Organization, Limit, 1), 7) is { Count: > 0 and var count })
            {
                sum += count;
            }

            return sum;
        }));
        Assert.InRange(passed.Sum(), Limit - (Limit / 32), Limit);
        Assert.Equal(Limit, await _database.OneAsync<long>("select leased from allowances"));
    }

    [Fact]
    public async Task What_was_accepted_before_a_limit_was_set_counts()
    {
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(1), Make.Row(2)), CancellationToken.None);
        var accepted = await _database.CountedAsync();
        Assert.InRange(accepted, 1, 1000);
        await _database.RunAsync("""
            insert into organizations (id, slug, name) overriding system value values (7, 'seven', 'Seven');
            insert into projects (id, organization_id, slug, name) overriding system value values (@Project, 7, 'one', 'One')
            """, new { Project = Make.Key(1).Project.Value });
        Assert.Equal(new(1000 - accepted, 0), await LeaseAsync(1000, 1000));
    }

    [Fact]
    public async Task A_limit_reaches_all_projects_of_its_organization()
    {
        await _database.RunAsync("""
            insert into organizations (id, slug, name) overriding system value values (7, 'seven', 'Seven'), (8, 'eight', 'Eight');
            insert into projects (id, organization_id, slug, name) overriding system value values (71, 7, 'a', 'A'), (72, 7, 'b', 'B'), (81, 8, 'c', 'C')
            """);
        await _database.Store.Directory.RefreshAsync(CancellationToken.None);
        await _database.RunAsync("update organizations set month_limit = 9 where id = 7");
        await _database.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.All([71, 72], id => Assert.Equal((Organization, 9L), (Find(id).OrganizationId, Find(id).OrganizationLimit)));
        Assert.Equal((new(8), null), (Find(81).OrganizationId, Find(81).OrganizationLimit));
    }

    [Fact]
    public async Task A_month_that_cannot_be_asked_is_said_to_be_so()
    {
        await _database.RunAsync("drop function lease_allowance");
        await Assert.ThrowsAsync<CommitException>(() => LeaseAsync(10, 1));
    }

    private ProjectSettings Find(long project) => _database.Store.Directory.Find(new(project))!;

    private Task<AllowanceGrant> LeaseAsync(long limit, long amount, Month? month = null) =>
        _store.LeaseAsync(new(Organization, month ?? May, limit, amount), CancellationToken.None);
}
