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

    private static async Task<ConnectorReply> CallAsync(int port)
    {
        var tenant = SeedOrders.Tenant(tenant => tenant.OmniChat!.BaseUrl = $"http://127.0.0.1:{port}/v2");
        await using var services = new ServiceCollection()
            .AddConnectors(new() { Tenants = { ["acme"] = tenant } })
            .BuildServiceProvider();
        var connector = services.GetServices<IConnector>().Single(connector => connector.Target == Target.OmniChat);
        return await connector.CallAsync(
            SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, Operation.ChangeStatus, "SHIPPED"), default);
    }
}
