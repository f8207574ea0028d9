using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

/// <summary>What the web server bears, as the settings say it.</summary>
public sealed class ServerLimitsTests
{
    [Fact]
    public async Task Headers_that_are_larger_than_the_settings_say_are_431()
    {
        await using var app = await StartAsync(new() { MaxHeaderBytes = 4_096 });
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.RequestHeaderFieldsTooLarge], [await AskAsync(3_500), await AskAsync(4_500)]);

        async Task<HttpStatusCode> AskAsync(int bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("x-padding", new string('x', bytes));
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_body_that_is_slower_than_the_settings_say_is_not_waited_for()
    {
        await using var app = await StartAsync(new() { SlowestBody = 1_000_000, SlowBodyGrace = TimeSpan.FromSeconds(2) });
        using var sender = new TcpClient();
        await sender.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.First()).Port);
        var stream = sender.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n{"));
        using var answer = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 408 ", await Within.Reason(answer.ReadLineAsync()), StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(ConnectionSettings connections)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddServer(connections);
        var app = builder.Build();
        app.MapGet("/", () => Results.Ok());
        app.MapPost("/", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Ok();
        });
        await app.StartAsync();
        return app;
    }
}
