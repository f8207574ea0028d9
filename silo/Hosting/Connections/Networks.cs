using System.Net;
using OrderGrains.Connectors;

namespace OrderGrains.Silo;

/// <summary>Networks as the settings write them.</summary>
internal static class Networks
{
    /// <summary>Reads an address, or a network with the length of its prefix; null for anything else.</summary>
    public static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;

    /// <summary>Where targets may be: on a developer's machine, and where stand-ins are served, anywhere.</summary>
    public static OutboundNetworks Outbound(SiloSettings settings, bool development) => development || settings.Sandbox.Enabled
        ? OutboundNetworks.Any
        : new([.. settings.Outbound.Networks.Select(Read).OfType<IPNetwork>()]);

    /// <summary>Says of each text that is no network that it is none.</summary>
    public static void Check(string key, IReadOnlyList<string> networks, ProblemList problems)
    {
        for (var index = 0; index < networks.Count; index++)
        {
            problems.When(Read(networks[index]) is null, $"{key}:{index}", "This is an IP address, or a network such as 10.0.0.0/8.");
        }
    }
}
