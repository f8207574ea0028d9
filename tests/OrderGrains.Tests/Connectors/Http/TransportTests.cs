using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Http;

/// <summary>What the real handler does with real sockets, on a port that the system picks.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task A_port_that_nobody_listens_on_is_tried_later()
    {
        var listener = Listen();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var reply = await CallAsync(port);

        Assert.Equal("NO_CONNECTION", Assert.IsType<RetryLater>(reply.Result).Code);
    }

    [Fact]
    public async Task A_connection_that_closes_without_an_answer_is_unknown()
    {
        using var listener = Listen();
        var server = AnswerOnceAsync(listener, "");

        var reply = await CallAsync(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Equal("BROKEN_CONNECTION", Assert.IsType<DeliveryUnknown>(reply.Result).Code);
        Assert.Contains("POST /v2/orders/ORDER_ID/statusChange", await server);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var listener = Listen();
        var server = AnswerOnceAsync(
            listener, "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var reply = await CallAsync(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Equal("HTTP 302", Assert.IsType<DeliveryRefused>(reply.Result).Code);
        var sent = await server;
        Assert.Contains("Authorization: Bearer chat-secret", sent);
        Assert.Contains("User-Agent: OrderGrains", sent);
    }

    [Fact]
    public async Task A_name_that_leads_into_a_private_network_is_not_called()
    {
        using var listener = Listen();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var reply = await CallAsync(port, new([]), "localhost");

        Assert.Equal(("PRIVATE_ADDRESS", true), Assert.IsType<RetryLater>(reply.Result) is var later ? (later.Code, later.SlowsTarget) : default);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Nor_is_an_address_of_one_unless_the_settings_name_its_network()
    {
        using var listener = Listen();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Equal("PRIVATE_ADDRESS", Assert.IsType<RetryLater>((await CallAsync(port, new([]))).Result).Code);

        var server = AnswerOnceAsync(listener, "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.IsType<DeliveryRefused>((await CallAsync(port, new([IPNetwork.Parse("127.0.0.0/8")]))).Result);
        await server;
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2800:3f0:4001::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("2001:0:1::1", false)]
    [InlineData("168.63.129.16", false)]
    public void Private_and_special_networks_are_known(string address, bool isPublic)
    {
        Assert.Equal(isPublic, new OutboundNetworks([]).Allow(IPAddress.Parse(address)));
        Assert.True(OutboundNetworks.Any.Allow(IPAddress.Parse(address)));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    /// <summary>Takes one request, writes an answer as it is given, and closes.</summary>
    private static async Task<string> AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().EndsWith('}'))
        {
            received.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return received.ToString();
    }

    private static async Task<ConnectorReply> CallAsync(int port, OutboundNetworks? networks = null, string host = "127.0.0.1")
    {
        var tenant = SeedOrders.Tenant(tenant => tenant.OmniChat!.BaseUrl = $"http://{host}:{port}/v2");
        await using var services = new ServiceCollection()
            .AddConnectors(new() { Tenants = { ["acme"] = tenant } }, networks ?? OutboundNetworks.Any)
            .BuildServiceProvider();
        var connector = services.GetServices<IConnector>().Single(connector => connector.Target == Target.OmniChat);
        return await connector.CallAsync(
            SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, Operation.ChangeStatus, "SHIPPED"), default);
    }
}
