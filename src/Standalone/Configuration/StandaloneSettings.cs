using Picket.Hosting;
using Picket.Ingestion;
using Picket.Storage;
using Picket.Web;

namespace Picket.Standalone.Configuration;

/// <summary>Everything Standalone was told, checked.</summary>
/// <param name="Standalone">Where it listens.</param>
/// <param name="Ingestion">Bounds and times.</param>
/// <param name="Storage">How data are kept.</param>
/// <param name="ConnectionString">The PostgreSQL to use; null for a private one.</param>
internal sealed record StandaloneSettings(StandaloneOptions Standalone, IngestionOptions Ingestion, StorageOptions Storage, string? ConnectionString)
{
    /// <summary>Reads <paramref name="configuration"/>.</summary>
    /// <exception cref="SettingsException">Something is wrong; it lists all of it.</exception>
    public static StandaloneSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration.GetSection(StandaloneOptions.Section));
        var settings = new StandaloneSettings(
            reader.Read<StandaloneOptions>(),
            reader.Read<IngestionOptions>(),
            reader.Read<StorageOptions>(),
            configuration.GetConnectionString("Postgres") is { Length: > 0 } text ? text : null);
        if (new WebOptionsValidator().Validate(null, reader.Read<WebOptions>()) is { Failed: true } result)
        {
            reader.Add(result.Failures);
        }

        reader.RefuseUnknown();
        return reader.Errors.Count == 0 ? settings : throw new SettingsException(reader.Errors);
    }
}
