using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrderGrains.Benchmarks.Servers;

/// <summary>
/// What the framework alone makes of a webhook: parses the body, hands it to the order's grain, which keeps it in its state and writes that to the framework's
/// storage in memory. Nothing outlives the process. No rules, no record.
/// </summary>
internal static class OrleansServer
{
    /// <summary>Serves until it is killed.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoints => endpoints.SiloListeningEndpoint = new(IPAddress.Loopback, 0));
            silo.AddMemoryGrainStorageAsDefault();
        });
        await using var app = builder.Build();
        app.MapPost("/floor", async (HttpRequest request, IGrainFactory grains) =>
        {
            var body = new byte[(int)request.ContentLength!];
            await request.Body.ReadExactlyAsync(body);
            using var document = JsonDocument.Parse(body);
            var order = document.RootElement.GetProperty("id").GetString()!;
            await grains.GetGrain<IPlainOrder>(order).KeepAsync(document.RootElement.GetProperty("status").GetInt32(), body);
            return Results.Json(new Answer(order, "accepted"));
        });
        await Listening.RunAsync(app);
    }
}

/// <summary>An order as the framework's own pages would make one.</summary>
internal interface IPlainOrder : IGrainWithStringKey
{
    /// <summary>Keeps a webhook.</summary>
    Task KeepAsync(int status, [Orleans.Immutable] byte[] body);
}

/// <inheritdoc cref="IPlainOrder"/>
internal sealed class PlainOrder([PersistentState("order")] IPersistentState<PlainState> state) : Grain, IPlainOrder
{
    /// <inheritdoc/>
    public async Task KeepAsync(int status, byte[] body)
    {
        state.State.Status = Math.Max(state.State.Status, status);
        state.State.Body = body;
        await state.WriteStateAsync();
    }
}

/// <summary>What it keeps.</summary>
[GenerateSerializer]
internal sealed class PlainState
{
    /// <summary>The highest status.</summary>
    [Id(0)]
    public int Status { get; set; }

    /// <summary>The last body.</summary>
    [Id(1)]
    public byte[] Body { get; set; } = [];
}
