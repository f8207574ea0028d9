using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Gateway.Json;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.Opabox;
using OrderGrains.Sqlite;

namespace OrderGrains.Benchmarks.Load;

/// <summary>Data directories as a hub that took many webhooks would have left them, written straight to the store.</summary>
internal static class Directories
{
    private const int Batch = 256;

    /// <summary>Makes one with orders that each took the benchmark's first webhook; their ids are those of <see cref="OpaboxRequests"/>.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="orders">How many.</param>
    /// <param name="policy">What they owe.</param>
    public static async Task FillAsync(string folder, int orders, OrderPolicy policy)
    {
        var store = new SqliteStore(new() { DataDirectory = folder }, NullLogger<SqliteStore>.Instance, _ => { });
        await store.OpenAsync(CancellationToken.None);
        policy = policy with { CustomerHashKey = store.CustomerHashKey };
        var settings = new TenantSettings { Opabox = new() { ApiKeys = [OpaboxRequests.Key] } };
        var requests = new OpaboxRequests("/", new Sequence(), int.MaxValue);
        var at = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);
        for (var done = 0; done < orders; done += Batch)
        {
            var writes = new List<Task>(Batch);
            for (var i = done; i < Math.Min(orders, done + Batch); i++)
            {
                writes.Add(store.WriteAsync(Write(requests.Next(), settings, policy, at.AddTicks(i))));
            }

            await Task.WhenAll(writes);
        }

        await store.CloseAsync();
    }

    private static OrderWrite Write(ReadOnlyMemory<byte> request, TenantSettings settings, OrderPolicy policy, DateTimeOffset at)
    {
        var body = request[(request.Span.IndexOf("\r\n\r\n"u8) + 4)..].ToArray();
        using var tree = JsonBody.Parse(body, out _) ?? throw new JsonException("The body is no JSON.");
        var translation = OpaboxOrder.Translate(new Webhook("acme", settings, "opabox/orders", body, tree.Root));
        var message = Message.Webhook("acme", "opabox/orders", body);
        var before = OrderRecord.New(translation.Order!);
        var turn = Turn.Take(before, translation.Command!, message, policy, at);
        return new(before.Id, before, null, turn.Record, RecordCodec.Write(turn.Record), turn.Log);
    }
}
