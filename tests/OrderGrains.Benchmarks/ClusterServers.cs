using System.Text.Json;
using Npgsql;
using OrderGrains.Benchmarks.Load;
using OrderGrains.Benchmarks.Servers;
using OrderGrains.Silo;

namespace OrderGrains.Benchmarks;

/// <summary>Starts what is compared on PostgreSQL, each in a database of its own that is made anew, and with the same settings of the runtime.</summary>
internal static class ClusterServers
{
    /// <summary>This project's: each process a silo that also serves HTTP.</summary>
    public static async Task<ServerGroup> OursAsync(string postgres, int processes, int orders)
    {
        var database = await FreshAsync(postgres, "benchmark_cluster");
        await SetUpAsync(database);
        var file = Path.Combine(Path.GetTempPath(), $"ordergrains-benchmark-{Environment.ProcessId}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            OrderGrains = new
            {
                Storage = new { Kind = "Postgres", ConnectionString = database },
                Cluster = new { AdvertisedAddress = "127.0.0.1" },
                Tenants = new { acme = new { Opabox = new { ApiKeys = new[] { OpaboxRequests.Key } } } },
            },
        }));
        var ports = Ports.Free(2 * processes);
        var servers = await Task.WhenAll(Enumerable.Range(0, processes).Select(silo => ServerProcess.StartAsync(
            ServerCommand.SiloAssembly,
            [
                "--urls", "http://127.0.0.1:0",
                $"--OrderGrains:Cluster:SiloPort={ports[silo]}", $"--OrderGrains:Cluster:GatewayPort={ports[processes + silo]}",
            ],
            new Dictionary<string, string> { ["ORDERGRAINS_SETTINGS"] = file, ["ASPNETCORE_ENVIRONMENT"] = "Production" })));
        return new("OrderGrains", "/hooks/acme/opabox/orders", servers, orders);
    }

    /// <summary>Plain Orleans: each process a silo that also serves HTTP, with the framework's membership and storage.</summary>
    public static async Task<ServerGroup> PlainAsync(string postgres, int processes, int orders)
    {
        var database = await FreshAsync(postgres, "benchmark_plain");
        await SetUpAsync(database);
        await PlainTables.MakeAsync(database);
        var servers = await Task.WhenAll(Ports.Free(processes).Select(port => StartAsync("orleans", database, $"{port}")));
        return new("plain Orleans", "/floor", servers, orders);
    }

    /// <summary>The endpoint that a developer would write by hand.</summary>
    public static async Task<ServerGroup> ByHandAsync(string postgres, int processes, int orders)
    {
        var database = await FreshAsync(postgres, "benchmark_by_hand");
        var servers = new List<(ServerProcess, Uri)>();
        for (var process = 0; process < processes; process++)
        {
            servers.Add(await StartAsync("postgres", database)); // One after another: each makes the table.
        }

        return new("by hand", "/floor", servers, orders);
    }

    /// <summary>A database with nothing in it; how it is reached.</summary>
    public static async Task<string> FreshAsync(string postgres, string name)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false });
        foreach (var sql in (string[])[$"DROP DATABASE IF EXISTS {name} WITH (FORCE)", $"CREATE DATABASE {name}", "CHECKPOINT"])
        {
#pragma warning disable CA2100 // Constant texts.
            await using var command = server.CreateCommand(sql);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        return new NpgsqlConnectionStringBuilder(postgres) { Database = name }.ToString();
    }

    private static Task<string> SetUpAsync(string database) =>
        Stores.SetUpAsync(new() { Storage = { Kind = "Postgres", ConnectionString = database } });

    private static Task<(ServerProcess Server, Uri Address)> StartAsync(string server, params string[] arguments)
    {
        var command = ServerCommand.Own(server, arguments);
        return ServerProcess.StartAsync(command.Assembly, command.Args, command.Environment);
    }
}
