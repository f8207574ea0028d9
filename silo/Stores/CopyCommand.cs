using OrderGrains.Engine;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo copy</c>: copies every order from one store into another, byte by byte, with its log, the lanes' epochs and claims, operators' pauses and the key of
/// customer hashes, and compares numbers and bytes. Can be repeated; an order that has changed since ends it. Ends with 0 where both sides are
/// equal, 1 where they are not, 2 where the command or the settings are wrong.
/// </summary>
internal static class CopyCommand
{
    /// <summary>The word that asks for it.</summary>
    public const string Name = "copy";

    private const int Batch = 500;
    private const int Progress = 20 * Batch;

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!CopyArguments.TryRead(args, out var asked))
        {
            Console.Error.WriteLine($"Usage: {CopyArguments.Usage}");
            return Start.WrongSettings;
        }

        if (StoreAddress.Resolve(asked.From, asked.Rest) is not { } from || StoreAddress.Resolve(asked.To, asked.Rest) is not { } to)
        {
            Console.Error.WriteLine($"Usage: {CopyArguments.Usage}");
            return Start.WrongSettings;
        }

        if (StoreAddress.ShowsSecret(asked.From) || StoreAddress.ShowsSecret(asked.To))
        {
            Console.Error.WriteLine("A connection string on a command line can be read by every user of the machine: settings:<file> keeps it from them.");
        }

        try
        {
            await using var source = await Stores.OpenSourceAsync(from);
            await using var target = await Stores.OpenTargetAsync(to);
            return await CopyAsync(source, target, Console.Out);
        }
        catch (Exception exception)
        {
            return Start.Fail(exception);
        }
    }

    /// <summary>Copies, and tells how it went.</summary>
    internal static async Task<int> CopyAsync(IStoreCopy source, IStoreCopy target, TextWriter told)
    {
        await target.PutAsync(await source.FactsAsync(default), default);
        var (read, written) = (new CopyCount(0, 0, 0, 0), 0);
        await foreach (var batch in source.OrdersAsync(default).Chunk(Batch))
        {
            written += await target.PutAsync(batch, default);
            read = batch.Aggregate(read, (count, order) => count.With(order));
            if (read.Orders % Progress == 0)
            {
                await told.WriteLineAsync($"{read.Orders} orders so far");
            }
        }

        var there = await target.CountAsync(default);
        await told.WriteLineAsync($"Copied {written} orders; {read.Orders - written} were there already.");
        await told.WriteLineAsync($"From: {Of(read)}");
        await told.WriteLineAsync($"To:   {Of(there)}");
        var equal = read == there;
        await told.WriteLineAsync(equal ? "Both sides are equal." : "The sides differ: there are orders that did not come from here.");
        return equal ? 0 : Start.Failed;
    }

    private static string Of(CopyCount count) =>
        $"{count.Orders} orders, {count.RecordBytes} bytes; log {count.LogEntries} entries, {count.LogBytes} bytes";
}
