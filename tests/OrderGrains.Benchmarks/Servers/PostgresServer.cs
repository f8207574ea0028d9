using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace OrderGrains.Benchmarks.Servers;

/// <summary>
/// What a developer would write by hand: one PostgreSQL row an order, locked, read, changed and written in a transaction a
/// webhook. Knows duplicates of the last webhook only, and owes nobody anything.
/// </summary>
internal static class PostgresServer
{
    /// <summary>Serves until it is killed.</summary>
    /// <param name="connectionString">The server; the table <c>benchmark_orders</c> is made anew.</param>
    public static async Task RunAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 64, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        await using (var make = source.CreateCommand(
            "DROP TABLE IF EXISTS benchmark_orders; CREATE TABLE benchmark_orders (id text PRIMARY KEY, version int NOT NULL, record jsonb NOT NULL)"))
        {
            await make.ExecuteNonQueryAsync();
        }

        await using var app = Listening.Build();
        app.MapPost("/floor", async (HttpRequest request) =>
        {
            var body = await JsonNode.ParseAsync(request.Body);
            var id = (string)body!["id"]!;
            await TakeAsync(source, id, body.AsObject());
            return Results.Json(new Answer(id, "accepted"));
        });
        await Listening.RunAsync(app);
    }

    private static async Task TakeAsync(NpgsqlDataSource source, string id, JsonObject body)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("SELECT version, record FROM benchmark_orders WHERE id = $1 FOR UPDATE", connection, transaction);
        read.Parameters.Add(new() { Value = id });
        var (version, record) = (0, new JsonObject());
        await using (var rows = await read.ExecuteReaderAsync())
        {
            if (await rows.ReadAsync())
            {
                (version, record) = (rows.GetInt32(0), JsonNode.Parse(rows.GetString(1))!.AsObject());
            }
        }

        var history = record["history"]?.AsArray() ?? [];
        history.Add(new JsonObject { ["status"] = body["status"]!.DeepClone() });
        var next = new JsonObject { ["order"] = body.DeepClone(), ["history"] = history.DeepClone() };
        await using var write = new NpgsqlCommand(
            """
            INSERT INTO benchmark_orders (id, version, record) VALUES ($1, $2, $3::jsonb)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, record = excluded.record
            """,
            connection,
            transaction);
        write.Parameters.Add(new() { Value = id });
        write.Parameters.Add(new() { Value = version + 1 });
        write.Parameters.Add(new() { Value = next.ToJsonString() });
        await write.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
