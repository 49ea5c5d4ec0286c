using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Picket.Storage.Accounts;

/// <summary>Keeps the keys that sign sessions in PostgreSQL, so that sessions outlive restarts and hold on every host.</summary>
internal sealed class DataProtectionKeys(Store store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = store.Source.OpenConnection();
        return [.. connection.Query<string>("select xml from data_protection_keys").Select(XElement.Parse)];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = store.Source.OpenConnection();
        connection.Execute(
            "insert into data_protection_keys (name, xml) values (@friendlyName, @xml) on conflict (name) do update set xml = excluded.xml",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}
