using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace OrderGrains.Silo;

/// <summary>Whose word for a client's address is believed: the proxies that the settings name, and nobody else's.</summary>
internal static class Proxies
{
    /// <summary>Whether an address is one of them.</summary>
    public static Func<IPAddress, bool> Of(IEnumerable<string> proxies)
    {
        var networks = proxies.Select(Networks.Read).OfType<IPNetwork>().ToArray();
        return address =>
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return networks.Any(network => network.Contains(plain));
        };
    }

    /// <summary>Takes a client's address and scheme from the headers of a request that comes from one of them.</summary>
    public static void UseProxies(this WebApplication app, IReadOnlyCollection<string> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Select(Networks.Read).OfType<IPNetwork>())
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
