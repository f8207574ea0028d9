using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Sandbox;

namespace OrderGrains.Tests.Sandbox;

/// <summary>Over real sockets and the system's clock, as the hub runs it: the sandbox notifies the process that it lives in.</summary>
public class SocketTests
{
    [Fact]
    public async Task In_one_process_with_the_hub_an_order_is_placed_and_told()
    {
        var told = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSandbox(options => options.NotificationDelay = TimeSpan.FromMilliseconds(1));
        await using var app = builder.Build();
        app.MapSandbox();
        app.MapPost("/hub/order-integration/notification/processing-result", (HttpRequest request) =>
        {
            told.TrySetResult(request.Query["an"]);
            return Results.Ok();
        });
        await app.StartAsync();
        var url = app.Urls.Single();
        var order = Bodies.Placement();
        order["connectorEndpoint"] = $"{url}/hub";

        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Add("X-VTEX-API-AppKey", "key");
        http.DefaultRequestHeaders.Add("X-VTEX-API-AppToken", "token");
        using var placed = await http.PostAsJsonAsync("/sandbox/vtex/api/order-integration/orders?affiliateId=MKP&an=acme", order);
        Assert.Equal(200, (int)placed.StatusCode);
        Assert.Equal("acme", await Within.Reason(told.Task));

        app.Services.GetRequiredService<SandboxVendors>().Faults.Replace(
            new OrderGrains.Sandbox.Faults.Fault { Target = SandboxTargets.Vtex, RefuseConnection = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/sandbox/vtex/api/oms/pvt/orders/MKP-OB-1"));
        await app.StopAsync();
    }
}
