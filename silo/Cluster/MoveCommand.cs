using OrderGrains.Cluster;
using OrderGrains.Embedded;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo move</c>: copies every order of a stopped embedded engine into the cluster's database, byte by byte, with its log, and
/// compares numbers and bytes. Can be repeated; an order that has changed in the cluster since ends it. Ends with 0 where both sides are
/// equal, 1 where they are not, 2 where the command or the settings are wrong.
/// </summary>
internal static class MoveCommand
{
    /// <summary>The word that asks for it.</summary>
    public const string Name = "move";

    private const int Batch = 500;

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!MoveArguments.TryRead(args, out var asked))
        {
            Console.Error.WriteLine($"Usage: {MoveArguments.Usage}");
            return Start.WrongSettings;
        }

        if (Start.CreateBuilder(asked.Rest) is not { } builder)
        {
            return Start.WrongSettings;
        }

        var (settings, problems) = ReadSettings.From(builder.Configuration, builder.Environment.IsDevelopment());
        if (problems.Count > 0)
        {
            return Start.Refuse(problems);
        }

        if (settings.Engine != "Cluster")
        {
            Console.Error.WriteLine("The settings name no cluster: OrderGrains:Engine is not Cluster.");
            return Start.WrongSettings;
        }

        try
        {
            using var source = EmbeddedArchive.Open(asked.From);
            await using var cluster = await ClusterBuild.MoveIntoAsync(settings.Cluster);
            return await MoveAsync(source, cluster, Console.Out);
        }
        catch (Exception exception)
        {
            return Start.Fail(exception);
        }
    }

    /// <summary>Moves, and tells how it went.</summary>
    internal static async Task<int> MoveAsync(EmbeddedArchive source, IMovedOrders cluster, TextWriter told)
    {
        await cluster.WriteAsync(new MovedFacts(source.CustomerHashKey, source.Pauses()), default);
        var (seen, written) = (0, 0);
        foreach (var batch in source.Orders().Chunk(Batch))
        {
            written += await cluster.WriteAsync([.. batch.Select(Of)], default);
            seen += batch.Length;
            if (seen % 10_000 < Batch)
            {
                await told.WriteLineAsync($"{seen} orders so far");
            }
        }

        var (orders, recordBytes, logEntries, logBytes) = source.Count();
        var count = await cluster.CountAsync(default);
        await told.WriteLineAsync($"Moved {written} orders; {seen - written} were there already.");
        await told.WriteLineAsync($"Here:       {orders} orders, {recordBytes} bytes; log {logEntries} entries, {logBytes} bytes");
        await told.WriteLineAsync($"In cluster: {count.Orders} orders, {count.RecordBytes} bytes; log {count.LogEntries} entries, {count.LogBytes} bytes");
        var equal = count == new MovedCount(orders, recordBytes, logEntries, logBytes);
        await told.WriteLineAsync(equal ? "Both sides are equal." : "The sides differ: the cluster holds orders that did not come from here.");
        return equal ? 0 : Start.Failed;
    }

    private static MovedOrder Of((OrderId Order, byte[] Record, IReadOnlyList<(long At, string? Kind, byte[] Body)> Log) order) =>
        new(order.Order, order.Record, [.. order.Log.Select(entry => new MovedEntry(entry.At, entry.Kind, entry.Body))]);
}
