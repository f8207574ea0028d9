using System.Net;
using System.Net.Sockets;

namespace OrderGrains.Benchmarks.Strangers;

/// <summary>Connections without a good key, from many addresses of this machine. One that is ended comes again after <see cref="Absence"/>.</summary>
/// <param name="hub">Where they go.</param>
/// <param name="network">Second byte of their addresses, 127.x.0.1 and on.</param>
/// <param name="addresses">How many they have.</param>
/// <param name="act">What one does on a connection until it ends.</param>
internal sealed class Crowd(Uri hub, byte network, int addresses, Func<Socket, CancellationToken, Task> act)
{
    /// <summary>How long one stays away that was ended.</summary>
    public static readonly TimeSpan Absence = TimeSpan.FromSeconds(10);

    private int _open;
    private int _opened;
    private int _ended;
    private int _unconnected;

    /// <summary>Connections at this moment, as far as this side knows.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>What became of them.</summary>
    public override string ToString() => $"{_opened:N0} connections, {_ended:N0} ended by the hub, {_unconnected:N0} that it did not take";

    /// <summary>So many of them, until told to stop.</summary>
    public Task RunAsync(int count, CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, count).Select(number => OneAsync(number, cancellationToken)));

    private async Task OneAsync(int number, CancellationToken cancellationToken)
    {
        // Within the first five seconds all come once.
        await DelayAsync(TimeSpan.FromMilliseconds(number * 7 % 5_000), cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                var address = number % addresses;
                socket.Bind(new IPEndPoint(new IPAddress([127, network, (byte)(address / 250), (byte)(1 + (address % 250))]), 0));
                await socket.ConnectAsync(IPAddress.Loopback, hub.Port, cancellationToken);
                Interlocked.Increment(ref _opened);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                Interlocked.Increment(ref _unconnected);
                await DelayAsync(Absence, cancellationToken);
                continue;
            }

            Interlocked.Increment(ref _open);
            try
            {
                await act(socket, cancellationToken);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
            }

            Interlocked.Decrement(ref _open);
            if (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref _ended);
                await DelayAsync(Absence, cancellationToken);
            }
        }
    }

    private static async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        await Task.Delay(time, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
