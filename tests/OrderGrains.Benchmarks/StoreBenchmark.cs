using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Sqlite;

namespace OrderGrains.Benchmarks;

/// <summary>
/// The store alone: batches of 64 writes of random orders, each a record of 2.7 KB with a received body and two lines for the log.
/// Prints the processor time of a write, its bytes as handed over, and what the disk was made to write.
/// </summary>
internal static class StoreBenchmark
{
    private const int Batch = 64;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static long s_ticks; // From turn to turn 30 µs go by.

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="seconds">Measured.</param>
    /// <param name="orders">How many there are.</param>
    public static async Task RunAsync(int seconds, int orders)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        try
        {
            await using var store = new SqliteStore(new() { DataDirectory = folder }, NullLogger<SqliteStore>.Instance, _ => { });
            await store.OpenAsync(default);
            var stored = Enumerable.Range(0, orders)
                .Select(i => (Record: OrderRecord.New(OrderId.Create("acme", Channel.Opabox, $"{i * 7919L % 99999989:D8}-185f-11eb-8e95-fb0cf7bfccb9")), Tag: (StoreTag?)null))
                .ToArray();
            for (var i = 0; i < orders; i += Batch)
            {
                await WriteAsync(store, stored, Enumerable.Range(i, Math.Min(Batch, orders - i)));
            }

            var process = Process.GetCurrentProcess();
            var random = new Random(1);
            var (writes, before, disk) = (0, process.TotalProcessorTime, Written());
            var clock = TimeProvider.System;
            var start = clock.GetTimestamp();
            while (clock.GetElapsedTime(start).TotalSeconds < seconds)
            {
                await WriteAsync(store, stored, Enumerable.Range(0, Batch).Select(_ => random.Next(orders)).Distinct());
                writes += Batch;
            }

            process.Refresh();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{orders:N0} orders: {writes / clock.GetElapsedTime(start).TotalSeconds:N0} writes a second, {(process.TotalProcessorTime - before).TotalMicroseconds / writes:0.0} µs of processor each, {(Written() - disk) / writes:N0} bytes written each"));
            await store.CloseAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(SqliteStore store, (OrderRecord Record, StoreTag? Tag)[] stored, IEnumerable<int> which)
    {
        var bytes = new byte[2700];
        var payload = new byte[2019];
        var writes = new List<(int Order, OrderRecord After, Task<StoreTag?> Written)>();
        foreach (var order in which)
        {
            var (before, tag) = stored[order];
            var at = Start.AddTicks(s_ticks += 300);
            var after = before with { Version = before.Version + 1, ChangedAt = at, CustomerHash = "0123456789abcdef0123456789abcdef" };
            LogEntry[] log =
            [
                new(at, "received", payload),
                LogEntry.Of(new(at, "operation-id-1", "OPABOX status 2", Direction.In, LineStatus.Success, "Payment confirmed")),
            ];
            writes.Add((order, after, store.WriteAsync(new(before.Id, before, tag, after, bytes, log))));
        }

        foreach (var (order, after, written) in writes)
        {
            stored[order] = (after, await written);
        }
    }

    private static double Written() => File.Exists("/proc/self/io")
        ? double.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))[12..], CultureInfo.InvariantCulture)
        : double.NaN;
}
