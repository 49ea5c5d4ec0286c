using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Reports;
using Picket.Storage.Ledger;
using Picket.Storage.Tests.Support;
using Picket.Testing;

namespace Picket.Storage.Tests.Ledger;

/// <summary>The ledger over a connection that is cut: whatever it says of a report is what PostgreSQL holds.</summary>
[Collection(Postgres.Name)]
public sealed class Lost_connections(Server server) : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_connection_that_is_cut_at_any_byte_counts_once()
    {
        var (fromClient, fromServer) = await CommitThroughAsync(fingerprint: 1, clientBytes: null, serverBytes: null);
        Assert.True(fromClient > 1000 && fromServer > 100, "A commit has that much to say at least.");
        List<(int? ClientBytes, int? ServerBytes)> cuts =
        [
            .. Points(fromClient, Scale.CutStep).Select(at => ((int?)at, (int?)null)),
            .. Points(fromServer, Math.Max(1, Scale.CutStep / 8)).Select(at => ((int?)null, (int?)at)),
        ];

        // Mostly each waits until it is time to send again.
        await Parallel.ForEachAsync(cuts.Index(), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (cut, _) =>
            await CommitThroughAsync(fingerprint: cut.Index + 2, cut.Item.ClientBytes, cut.Item.ServerBytes));

        var sent = cuts.Count + 1;
        Assert.Equal(sent, await _database.CountedAsync());
        Assert.Equal(sent, await _database.OneAsync<long>("select count(*) from issues"));
    }

    private static IEnumerable<int> Points(long bytes, int step) => Enumerable.Range(0, (int)(bytes + step - 2) / step).Select(i => 1 + (i * step));

    /// <summary>Commits one report of a new issue with samples, outcomes and debt; the first connection is cut.</summary>
    private async Task<(long FromClient, long FromServer)> CommitThroughAsync(int fingerprint, int? clientBytes, int? serverBytes)
    {
        var direct = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        await using var proxy = new CuttingProxy(() => ConnectAsync(direct), clientBytes, serverBytes);
        var settings = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, Pooling = false, SslMode = SslMode.Disable };
        await using var source = Connections.ForLedger(settings.ConnectionString, new(), NullLoggerFactory.Instance);
        using var meter = new Meter("test");
        await using var ledger = new GroupCommitLedger(new PostgresCommitWriter(source, _database.Store.Calendar, writer: (short)(fingerprint % 1024)), new IngestionOptions(), new(meter), TimeProvider.System);
        var tally = new IssueTally(Make.Key(fingerprint), 30);
        tally.Merge(Group(fingerprint), TimeProvider.System.GetTimestamp());

        var result = await ledger.CommitAsync(tally.Next()!).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(result is { State.IsNew: true, Failure: null }, $"Cut after {clientBytes ?? serverBytes} bytes: {result}");
        Assert.True((clientBytes ?? serverBytes) is null || proxy.Connections > 1, "The cut must have made it connect again.");
        return proxy.First;
    }

    private static ReportGroup Group(int fingerprint)
    {
        var report = new Report
        {
            Kind = ReportKind.Csp,
            Fingerprint = new((UInt128)fingerprint),
            Type = "csp-report",
            Disposition = Disposition.Enforce,
            DocumentHost = "shop.example",
            DocumentUri = "https://shop.example/",
            Csp = new() { EffectiveDirective = "img-src", ViolatedDirective = "img-src", BlockedUri = new(BlockedUriKind.Data, "data", "", null, null) },
            Raw = "{}"u8.ToArray(),
        };
        var submission = new Submission { Project = new(1), Key = default, Items = [new(report, InvalidReason.None)], Received = Make.Noon };
        return new(Make.Key(fingerprint), [new Arrival(report, submission, new(7), null)]);
    }

    private static async Task<Stream> ConnectAsync(NpgsqlConnectionStringBuilder settings)
    {
        var isSocket = settings.Host!.StartsWith('/');
        var socket = isSocket ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await (isSocket
            ? socket.ConnectAsync(new UnixDomainSocketEndPoint($"{settings.Host}/.s.PGSQL.{settings.Port}"))
            : socket.ConnectAsync(settings.Host, settings.Port));
        return new NetworkStream(socket, ownsSocket: true);
    }
}
