using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OrderGrains.Postgres;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrderGrains.Benchmarks.Servers;

/// <summary>
/// What the framework alone makes of a webhook: parses the body, hands it to the order's grain, which keeps it in its state and writes that to the framework's
/// storage: in memory, so that nothing outlives the process, or in PostgreSQL, as a silo of a cluster. No rules, no record.
/// </summary>
internal static class OrleansServer
{
    /// <summary>Serves until it is killed.</summary>
    /// <param name="connectionString">A database with the tables of the framework's providers; null for storage in memory.</param>
    /// <param name="siloPort">Where other silos of the database reach it.</param>
    public static async Task RunAsync(string? connectionString = null, int siloPort = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            if (connectionString is null)
            {
                silo.UseLocalhostClustering(gatewayPort: 0);
                silo.Configure<EndpointOptions>(endpoints => endpoints.SiloListeningEndpoint = new(IPAddress.Loopback, 0));
                silo.AddMemoryGrainStorageAsDefault();
            }
            else
            {
                silo.UsePostgresMembership(new() { ConnectionString = connectionString });
                silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort: 0);
                silo.AddAdoNetGrainStorageAsDefault(storage => (storage.Invariant, storage.ConnectionString) = ("Npgsql", Pooled(connectionString)));
            }
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

    private static string Pooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 64, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 }.ToString();
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
