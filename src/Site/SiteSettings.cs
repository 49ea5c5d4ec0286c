using Microsoft.Extensions.Configuration;
using Picket.Hosting;
using Picket.Ingestion;
using Picket.Storage;
using Picket.Web;
using Picket.Web.Accounts;
using Picket.Web.Accounts.Mail;

namespace Picket.Site;

/// <summary>Everything a host was told, checked.</summary>
/// <typeparam name="TOptions">What this kind of host may be told beside the rest.</typeparam>
/// <param name="Host">Where it listens, and what is its own.</param>
/// <param name="Ingestion">Bounds and times.</param>
/// <param name="Storage">How data are kept.</param>
/// <param name="ConnectionString">The PostgreSQL to use; null where none was named.</param>
public sealed record SiteSettings<TOptions>(TOptions Host, IngestionOptions Ingestion, StorageOptions Storage, string? ConnectionString)
    where TOptions : SiteOptions, new();

/// <summary>Reads a host's settings.</summary>
public static class SiteSettings
{
    /// <summary>Reads <paramref name="configuration"/>.</summary>
    /// <exception cref="SettingsException">Something is wrong; it lists all of it.</exception>
    public static SiteSettings<TOptions> Read<TOptions>(IConfiguration configuration)
        where TOptions : SiteOptions, new()
    {
        var reader = new SettingsReader(configuration.GetSection(SiteOptions.Section));
        var settings = new SiteSettings<TOptions>(
            reader.Read<TOptions>(),
            reader.Read<IngestionOptions>(),
            reader.Read<StorageOptions>(),
            configuration.GetConnectionString("Postgres") is { Length: > 0 } text ? text : null);
        if (new WebOptionsValidator().Validate(null, reader.Read<WebOptions>()) is { Failed: true } result)
        {
            reader.Add(result.Failures);
        }

        reader.Read<AccountOptions>();
        reader.Read<MailOptions>();
        reader.RefuseUnknown();
        return reader.Errors.Count == 0 ? settings : throw new SettingsException(reader.Errors);
    }
}
