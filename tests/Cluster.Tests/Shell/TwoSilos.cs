using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Picket.Grains;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Tests.Support;

namespace Picket.Cluster.Tests.Shell;

/// <summary>Two silos in this process, over a world without HTTP and PostgreSQL.</summary>
internal static class TwoSilos
{
    /// <summary>Silos that are not started yet; every call to a grain goes through <paramref name="filter"/>.</summary>
    public static InProcessTestCluster Build(World world, IIncomingGrainCallFilter filter)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(PicketGrains.Storage);
            silo.AddIncomingGrainCallFilter(filter);
            silo.Services.AddPicketGrains(world.Clock);
            silo.Services.AddSingleton<ILedger>(world.Ledger);
            silo.Services.AddSingleton<IProjectDirectory>(world);
            silo.Services.AddSingleton<IKnownIssues>(world);
            silo.Services.AddSingleton<IAllowanceStore>(world.Allowances);
            silo.Services.AddSingleton(world.Options);
            silo.Services.AddSingleton(provider => new ProjectPorts(
                provider.GetRequiredService<IIssues>(), world, provider.GetRequiredService<IAllowances>(), world.Ledger, world.Options, world.Clock));
        });
        return builder.Build();
    }
}
