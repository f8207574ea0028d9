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
    private const int Progress = 20 * Batch;

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
        var (here, written) = (new MovedCount(0, 0, 0, 0), 0);
        foreach (var batch in source.Orders().Select(order => new MovedOrder(order.Order, order.Record, order.Log)).Chunk(Batch))
        {
            written += await cluster.WriteAsync(batch, default);
            here = batch.Aggregate(here, (count, order) => count.With(order));
            if (here.Orders % Progress == 0)
            {
                await told.WriteLineAsync($"{here.Orders} orders so far");
            }
        }

        var there = await cluster.CountAsync(default);
        await told.WriteLineAsync($"Moved {written} orders; {here.Orders - written} were there already.");
        await told.WriteLineAsync($"Here:       {Of(here)}");
        await told.WriteLineAsync($"In cluster: {Of(there)}");
        var equal = here == there;
        await told.WriteLineAsync(equal ? "Both sides are equal." : "The sides differ: the cluster holds orders that did not come from here.");
        return equal ? 0 : Start.Failed;
    }

    private static string Of(MovedCount count) =>
        $"{count.Orders} orders, {count.RecordBytes} bytes; log {count.LogEntries} entries, {count.LogBytes} bytes";
}
