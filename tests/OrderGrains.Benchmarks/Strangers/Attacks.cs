using System.Net.Sockets;
using System.Text;

namespace OrderGrains.Benchmarks.Strangers;

/// <summary>What strangers do on a connection.</summary>
internal sealed class Attacks
{
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(256);

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        "POST /hooks/acme/opabox/orders HTTP/1.1\r\nHost: localhost\r\nx-api-key: a-key-that-nobody-has\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n");

    private static readonly byte[] WrongKey = Encoding.ASCII.GetBytes(
        "POST /hooks/acme/opabox/orders HTTP/1.1\r\nHost: localhost\r\nx-api-key: a-key-that-nobody-has\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");

    private int _unauthorized;
    private int _tooMany;

    /// <summary>Wrong keys that were answered 401, and 429.</summary>
    public (int Unauthorized, int TooMany) Refused => (_unauthorized, _tooMany);

    /// <summary>Says nothing.</summary>
    public static async Task IdleAsync(Socket socket, CancellationToken cancellationToken) => await socket.ReceiveAsync(new byte[1], cancellationToken);

    /// <summary>Sends headers a byte a second.</summary>
    public static Task SlowHeadersAsync(Socket socket, CancellationToken cancellationToken) => SlowlyAsync(socket, Head, cancellationToken);

    /// <summary>Sends headers with a wrong key at once, and the body a byte a second, whatever it is answered.</summary>
    public static async Task SlowBodyAsync(Socket socket, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Head, cancellationToken);
        await SlowlyAsync(socket, new byte[1000], cancellationToken);
    }

    /// <summary>Shows wrong keys, the next when the last is answered, four a second at the most.</summary>
    public async Task WrongKeysAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            await socket.SendAsync(WrongKey, cancellationToken);
            var read = await socket.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return;
            }

            _ = buffer.AsSpan(0, read).StartsWith("HTTP/1.1 401 "u8) ? Interlocked.Increment(ref _unauthorized)
                : buffer.AsSpan(0, read).StartsWith("HTTP/1.1 429 "u8) ? Interlocked.Increment(ref _tooMany)
                : 0;
            await Task.Delay(Pace, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task SlowlyAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < bytes.Length; sent++)
        {
            await socket.SendAsync(bytes.Slice(sent, 1), cancellationToken);
            await Task.Delay(Slowly, TimeProvider.System, cancellationToken);
        }
    }
}
