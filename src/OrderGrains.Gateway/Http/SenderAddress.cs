using System.Net;
using System.Net.Sockets;

namespace OrderGrains.Gateway.Http;

/// <summary>Who counts as one sender: an IPv4 address, or the network of 64 bits that one household or machine has of IPv6.</summary>
public static class SenderAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address by which a sender is counted; <see cref="IPAddress.None"/> where there is none.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new(bytes);
    }
}
