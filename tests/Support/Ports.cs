using System.Net;
using System.Net.Sockets;

namespace OrderGrains.TestSupport;

/// <summary>
/// Ports for programs that want to know theirs before they listen, and that keep them over restarts. They lie below those that a system gives to outgoing
/// connections: one of those would be taken meanwhile by whoever connects next.
/// </summary>
internal static class Ports
{
    private const int First = 15_000;

    /// <summary>Linux gives from 32,768 on, others from higher ones.</summary>
    private const int Last = 32_000;

    /// <summary>Where this process goes on; two that run at once begin far apart.</summary>
    private static int s_next = Random.Shared.Next(Last - First);

    /// <summary>Ports at which nobody listens now, and that this process has named to nobody else since some thousands of calls.</summary>
    public static int[] Free(int count)
    {
        List<int> free = [];
        while (free.Count < count)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % (Last - First));
            if (IsFree(port))
            {
                free.Add(port);
            }
        }

        return [.. free];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
