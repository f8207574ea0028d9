using System.Net;
using System.Net.Sockets;

namespace OrderGrains.Connectors;

/// <summary>
/// Which addresses a target's name may lead to. A name that leads into a private network would have the hub call a machine beside it, whoever owns the name.
/// Looked at where a connection is made, since a name may lead elsewhere by then. Source of the ranges: IANA's registries of special-purpose addresses.
/// </summary>
/// <param name="allowed">Private networks that may be called all the same; null for every address.</param>
public sealed class OutboundNetworks(IReadOnlyList<IPNetwork>? allowed)
{
    private static readonly IPNetwork[] Private =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
            "168.63.129.16/32", // Azure's host, as its virtual machines see it.
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>Every address may be called.</summary>
    public static OutboundNetworks Any { get; } = new(null);

    /// <summary>Whether an address may be called.</summary>
    public bool Allow(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed is null || !Private.Any(network => network.Contains(plain)) || allowed.Any(network => network.Contains(plain));
    }

    /// <summary>Connects to the first address of a name that may be called and that answers.</summary>
    /// <exception cref="PrivateAddressException">The name has addresses, and none of them may be called.</exception>
    /// <exception cref="SocketException">No such name, or nobody answers.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] all = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var addresses = all.Where(Allow).ToArray();
        if (all.Length > 0 && addresses.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A target's name leads into a private network that the settings do not allow. Nothing was sent.</summary>
internal sealed class PrivateAddressException() : IOException("The address is of a private network, which OrderGrains:Outbound:Networks does not name.");
