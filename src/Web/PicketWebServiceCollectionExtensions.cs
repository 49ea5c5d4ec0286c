using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Picket.Web.Ingest;

namespace Picket.Web;

/// <summary>Composes HTTP.</summary>
public static class PicketWebServiceCollectionExtensions
{
    /// <summary>
    /// Registers what ingest, API, sign-in and dashboard need. The host brings <c>IIntake</c>, <c>ClientIdentity</c>, <c>TimeProvider</c> and Storage.
    /// </summary>
    public static IServiceCollection AddPicketWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebOptions>, WebOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IngestFailures>();
        services.TryAddSingleton<Dashboard.ReportUris>();
        services.TryAddSingleton<Dashboard.AssetCatalog>();
        return services;
    }
}
