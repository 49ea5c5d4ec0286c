using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace Picket.Web.Tests.Support;

/// <summary>Keeps the keys of sessions for one host's life, so that tests leave nothing behind.</summary>
internal sealed class MemoryKeys : IXmlRepository
{
    private readonly List<XElement> _elements = [];

    public static void Use(IServiceCollection services)
    {
        var keys = new MemoryKeys();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = keys);
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_elements)
        {
            return [.. _elements];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_elements)
        {
            _elements.Add(element);
        }
    }
}
