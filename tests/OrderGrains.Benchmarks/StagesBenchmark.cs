using System.Globalization;
using OrderGrains.Benchmarks.Load;
using OrderGrains.Engine;
using OrderGrains.Gateway.Json;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.Opabox;

namespace OrderGrains.Benchmarks;

/// <summary>Where the time of a webhook goes: each pure stage alone, on one thread, over and over, the quickest of many rounds.</summary>
internal static class StagesBenchmark
{
    private const int Rounds = 400;
    private const int Calls = 200;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs it and prints the table.</summary>
    public static void Run()
    {
        var requests = new OpaboxRequests("/", new Sequence(), 1);
        var bodies = Enumerable.Range(0, 6).Select(_ => Body(requests.Next())).ToArray();
        var settings = new OrderGrainsSettings { Tenants = { ["acme"] = new() { Opabox = new() { ApiKeys = ["key"] } } } };
        var policy = new SettingsPolicies(settings).For("acme") with { CustomerHashKey = new byte[32] };
        Webhook Parsed(byte[] body, JsonTree tree) => new("acme", settings.Tenants["acme"], "opabox/orders", body, tree.Root);

        var record = OrderRecord.New(OrderId.Create("acme", Channel.Opabox, "00000000-185f-11eb-8e95-fb0cf7bfccb9"));
        var sizes = new List<string>();
        (OrderRecord Before, Command Command, Message Message) last = default;
        for (var i = 0; i < bodies.Length; i++)
        {
            using var tree = JsonBody.Parse(bodies[i], out _);
            var translation = OpaboxOrder.Translate(Parsed(bodies[i], tree!));
            last = (record, translation.Command!, Message.Webhook("acme", "opabox/orders", bodies[i]));
            var turn = Turn.Take(record, last.Command, last.Message, policy, Start.AddMinutes(i));
            record = turn.Record;
            var log = turn.Log.Sum(entry => entry.Body.Length);
            sizes.Add($"{RecordCodec.Write(record).Length}+{log}");
        }

        var bytes = RecordCodec.Write(record);
        Console.WriteLine($"body {bodies[0].Length} bytes; record+log after each of six statuses: {string.Join(", ", sizes)}");
        var body = bodies[^1];
        Time("parse", () => JsonBody.Parse(body, out _)!.Dispose());
        using var parsed = JsonBody.Parse(body, out _)!;
        var webhook = Parsed(body, parsed);
        Time("translate", () => OpaboxOrder.Translate(webhook));
        Time("message id", () => Message.Webhook("acme", "opabox/orders", body));
        Time("turn", () => Turn.Take(last.Before!, last.Command!, last.Message!, policy, Start.AddMinutes(9)));
        var entry = new TurnEntry { Command = last.Command!, Message = last.Message!.Id, Now = Start, Settings = policy.Version };
        Time("turn's log entry", () => entry.ToLog());
        Time("head", () => RecordHead.Of(record));
        Time("record write", () => RecordCodec.Write(record));
        Time("record read", () => RecordCodec.Read(bytes));
        var keys = KeyRing.Parse([$"benchmark:{Convert.ToBase64String(new byte[KeyRing.KeyBytes])}"])!;
        var written = Turn.Take(last.Before!, last.Command!, last.Message!, policy, Start.AddMinutes(9)).Log;
        var (stored, storedLog) = Seal.Write(keys, record.Id, bytes, written);
        Console.WriteLine($"encrypted: record {stored.Length} bytes, log {storedLog[0].Body.Length} bytes");
        Time("encrypt", () => Seal.Write(keys, record.Id, bytes, written));
        Time("decrypt record", () => Seal.Open(keys, record.Id, stored));
    }

    private static byte[] Body(ReadOnlyMemory<byte> request)
    {
        var end = request.Span.IndexOf("\r\n\r\n"u8);
        return request[(end + 4)..].ToArray();
    }

    private static void Time(string stage, Action action)
    {
        var clock = TimeProvider.System;
        var best = double.MaxValue;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            var start = clock.GetTimestamp();
            for (var call = 0; call < Calls; call++)
            {
                action();
            }

            best = Math.Min(best, clock.GetElapsedTime(start).TotalMicroseconds / Calls);
        }

        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (Rounds * Calls);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage,-16}{best,8:0.0} µs{allocated,10:N0} bytes allocated"));
    }
}
