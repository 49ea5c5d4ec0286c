using Microsoft.Extensions.DependencyInjection;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;

namespace Picket.Grains;

/// <summary>Composes the cluster's shell.</summary>
public static class PicketGrains
{
    /// <summary>Name of the storage provider that remembers limits' windows; the silo has to have it.</summary>
    public const string Storage = WindowMemory.Storage;

    /// <summary>Registers projects, issues and allowances as grains. The host brings the rest of <see cref="ProjectPorts"/>, the project directory, where leases are written down, meters and logs.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="time">Picket's clock.</param>
    public static IServiceCollection AddPicketGrains(this IServiceCollection services, TimeProvider time)
    {
        services.AddSingleton(new HostClock(time));
        services.AddSingleton<SampleWishes>();
        services.AddSingleton<ClusterCalls>();
        services.AddSingleton<IIssues, GrainIssues>();
        services.AddSingleton<IProjects, GrainProjects>();
        services.AddSingleton<IAllowances, GrainAllowances>();
        return services;
    }
}
