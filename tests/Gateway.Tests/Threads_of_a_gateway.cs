using Picket.Testing;

namespace Picket.Gateway.Tests;

public sealed class Threads_of_a_gateway
{
    [Fact]
    public async Task Push_nobody_aside()
    {
        await using var gateway = await GatewayProcess.StartAsync(new Dictionary<string, string>
        {
            ["Picket__FramesSecret"] = "a secret that gateways and hosts know",
            ["Picket__Hosts__0"] = $"http://127.0.0.1:{FreePorts.Take(1)}",
        });

        Assert.Equal(OperatingSystem.IsLinux(), ProcessTree.IsBatch(gateway.Id));
    }
}
