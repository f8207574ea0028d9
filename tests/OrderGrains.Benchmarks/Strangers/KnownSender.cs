using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks.Strangers;

/// <summary>A tenant's sender: webhooks over connections that it keeps, or each over one of its own.</summary>
/// <param name="hub">Where they go.</param>
/// <param name="sequence">Numbers its webhooks.</param>
/// <param name="keeps">Whether it keeps connections.</param>
internal sealed class KnownSender(Uri hub, Sequence sequence, bool keeps) : IDisposable
{
    private const string Path = "/hooks/acme/opabox/orders";
    private const int Orders = 20_000;

    private readonly ConcurrentBag<Connection> _free = [];
    private int _refused;
    private int _lost;

    /// <summary>Webhooks that were answered otherwise than 200, and such as were not answered, since the last call.</summary>
    public (int Refused, int Lost) Failures() => (Interlocked.Exchange(ref _refused, 0), Interlocked.Exchange(ref _lost, 0));

    /// <summary>Sends one and awaits its answer.</summary>
    public async Task SendAsync(int number)
    {
        Connection? connection = null;
        try
        {
            if (!keeps || !_free.TryTake(out connection))
            {
                connection = new(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, new(Path, sequence, Orders), new byte[16 * 1024]);
                await connection.Socket.ConnectAsync(IPAddress.Loopback, hub.Port);
            }

            await connection.Socket.SendAsync(connection.Requests.Next());
            if (!await HttpAnswer.ReadAsync(connection.Socket, connection.Buffer, mayRefuse: true))
            {
                Interlocked.Increment(ref _refused);
            }

            if (keeps)
            {
                _free.Add(connection);
                connection = null;
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            Interlocked.Increment(ref _lost);
        }
        finally
        {
            connection?.Socket.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var connection in _free)
        {
            connection.Socket.Dispose();
        }
    }

    private sealed record Connection(Socket Socket, OpaboxRequests Requests, byte[] Buffer);
}
