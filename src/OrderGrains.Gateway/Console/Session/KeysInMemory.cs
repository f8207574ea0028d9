using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace OrderGrains.Gateway.Console.Session;

/// <summary>The keys of sessions and forms where no folder keeps them: a restart, or another process, asks to sign in again.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _keys = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
        {
            return [.. _keys.Select(key => new XElement(key))];
        }
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
        {
            _keys.Add(new(element));
        }
    }
}
