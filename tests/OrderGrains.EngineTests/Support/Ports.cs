using System.Net;
using System.Net.Sockets;

namespace OrderGrains.EngineTests.Support;

/// <summary>Ports for programs that want to know theirs before they listen.</summary>
internal static class Ports
{
    /// <summary>Ports that are free now.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
