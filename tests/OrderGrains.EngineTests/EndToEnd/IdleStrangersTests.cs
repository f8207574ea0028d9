using System.Net;
using System.Net.Sockets;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Connections that wait and never show a key (docs/security.md, "Strangers").</summary>
[Collection(EndToEndTests.Name)]
public sealed class IdleStrangersTests : IAsyncLifetime
{
    private const int Addresses = 40;
    private const int OfEach = 50;
    private const int Bound = 1_000;

    private readonly Hub _hub = new("00:15:00");
    private readonly List<Socket> _strangers = [];

    public Task InitializeAsync() => _hub.InitializeAsync();

    public async Task DisposeAsync()
    {
        _strangers.ForEach(socket => socket.Dispose());
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Two_thousand_from_many_addresses_keep_nobody_out_and_end()
    {
        var hub = new IPEndPoint(IPAddress.Loopback, _hub.Vendors.Hub!.Port);
        for (var number = 0; number < Addresses * OfEach; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _strangers.Add(socket);
            socket.Bind(new IPEndPoint(new IPAddress(new byte[] { 127, 0, 1, (byte)(1 + (number % Addresses)) }), 0));
            await socket.ConnectAsync(hub);
        }

        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, "among-strangers")));
        await _hub.OrderAsync("opabox/among-strangers", seen => seen is { Vtex: "Approved", Settled: true }, "the order is placed");
        await Within.Until(
            () => Task.FromResult(_strangers.Count(IsOpen)), open => open <= Bound, "the oldest end", () => _hub.Silo.Output);
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(5, "among-strangers")));
        Assert.DoesNotContain("onnection", _hub.Silo.Output, StringComparison.Ordinal);
    }

    private static bool IsOpen(Socket socket)
    {
        try
        {
            return !(socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
