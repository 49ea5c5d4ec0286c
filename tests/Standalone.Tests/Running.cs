using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Picket.Testing;

namespace Picket.Standalone.Tests;

/// <summary>What can be seen of one that runs.</summary>
public sealed class Running(Running.One running) : IClassFixture<Running.One>
{
    [Fact]
    public async Task A_second_Picket_on_the_same_data_or_port_is_told_so()
    {
        var sameData = await Run.ToEndAsync(["--port", "0", "--data", running.Standalone.DataFolder]);
        Assert.Equal(1, sameData.Code);
        Assert.Contains("Another Picket", sameData.Error, StringComparison.Ordinal);

        var folder = TemporaryFolder.Create();
        var samePort = await Run.ToEndAsync(["--port", running.Standalone.ReportUri.Port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder.FullName, "data")]);
        Assert.Equal(1, samePort.Code);
        Assert.Contains("--port", samePort.Error, StringComparison.Ordinal);
        Assert.Null(ProcessTree.PostmasterUnder(folder.FullName));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_listens_on_loopback_unless_told_otherwise()
    {
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address)).ToArray();

        foreach (var address in others)
        {
            using var socket = new TcpClient(address.AddressFamily);
            await Assert.ThrowsAnyAsync<SocketException>(() => socket.ConnectAsync(address, running.Standalone.ReportUri.Port));
        }

        using var loopback = new TcpClient();
        await loopback.ConnectAsync(IPAddress.Loopback, running.Standalone.ReportUri.Port);
    }

    [Fact]
    public async Task It_watches_no_folders_below_the_working_directory()
    {
        var descriptors = new DirectoryInfo($"/proc/{running.Standalone.Id}/fdinfo"); // Linux tells what a descriptor watches; elsewhere there is nothing to see.

        Assert.DoesNotContain(descriptors.Exists ? descriptors.GetFiles() : [], file => Content(file).Contains("inotify", StringComparison.Ordinal));

        static string Content(FileInfo file)
        {
            try
            {
                return File.ReadAllText(file.FullName);
            }
            catch (IOException)
            {
                return ""; // Closed meanwhile.
            }
        }
    }

    [Fact]
    public async Task Its_threads_push_nobody_aside()
    {
        Assert.Equal(OperatingSystem.IsLinux(), ProcessTree.IsBatch(running.Standalone.Id));
    }

    /// <summary>One that runs.</summary>
    public sealed class One : IAsyncLifetime
    {
        /// <summary>It.</summary>
        public StandaloneProcess Standalone { get; private set; } = null!;

        /// <inheritdoc/>
        public async Task InitializeAsync() => Standalone = await StandaloneProcess.StartAsync();

        /// <inheritdoc/>
        public async Task DisposeAsync() => await (Standalone?.DisposeAsync() ?? default);
    }
}
