using System.CommandLine;
using System.Text.Json.Serialization;
using OrderGrains.Engine;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo copy</c>: copies every order from one store into another, byte by byte, with its log, the lanes' epochs and claims, operators' pauses and acts, and the key of
/// customer hashes, and compares numbers and bytes. Can be repeated; an order that has changed since ends it. Done where both sides are equal.
/// </summary>
internal static class CopyCommand
{
    private const int Batch = 500;
    private const int Told = 2 * Batch;

    private static readonly Option<string> From = new("--from") { Description = $"The store that is copied:\n{StoreAddress.Usage}", HelpName = "store", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "The store that is copied into", HelpName = "store", Required = true };

    /// <summary>The command.</summary>
    public static SiloCommand Create() => new("copy", "Copy all orders from one store to another, and compare them", RunAsync) { From, To };

    private static async Task<int> RunAsync(Request request)
    {
        var (from, to) = (request.Line.GetRequiredValue(From), request.Line.GetRequiredValue(To));
        if (Resolve(from, request) is not { } left || Resolve(to, request) is not { } right)
        {
            return ExitCode.Wrong;
        }

        if (right.Storage.Kind == "Sqlite")
        {
            DataFolder.DemandOwn(right.Storage.DataDirectory);
        }

        if (StoreAddress.ShowsSecret(from) || StoreAddress.ShowsSecret(to))
        {
            await request.Error.WriteLineAsync("A connection string on a command line can be read by every user of the machine: settings:<file> keeps it from them.");
        }

        var copied = await Progress.ShowAsync(request, "Copying", async told =>
        {
            await using var source = await Stores.OpenSourceAsync(left);
            await using var target = await Stores.OpenTargetAsync(right);
            return await CopyAsync(source, target, told, Stores.Keys(right)());
        });
        return await request.AnswerAsync(copied.Equal ? ExitCode.Done : ExitCode.Failed, copied, copied.Lines);
    }

    /// <summary>Copies, and tells how far it is.</summary>
    /// <param name="source">Copied from.</param>
    /// <param name="target">Copied into.</param>
    /// <param name="told">Told how far it is.</param>
    /// <param name="keys">The target's: it must have each key that the source's orders are encrypted under, since they are copied as they are.</param>
    internal static async Task<Copied> CopyAsync(IStoreCopy source, IStoreCopy target, Action<string> told, KeyRing? keys = null)
    {
        await target.PutAsync(await source.FactsAsync(default), default);
        for (var query = new AuditQuery(Limit: 200); await source.Audit.ReadAsync(query, default) is { Count: > 0 } acts; query = query with { Cursor = acts[^1].Key })
        {
            await target.Audit.KeepAsync(acts, default);
        }

        var (read, written) = (new CopyCount(0, 0, 0, 0), 0);
        await foreach (var batch in source.OrdersAsync(default).Chunk(Batch))
        {
            written += await target.PutAsync(Opened(batch, keys ?? KeyRing.None), default);
            read = batch.Aggregate(read, (count, order) => count.With(order));
            if (read.Orders % Told == 0)
            {
                told($"{read.Orders} orders so far");
            }
        }

        return new(read, await target.CountAsync(default), written);
    }

    private static IReadOnlyList<CopiedOrder> Opened(CopiedOrder[] batch, KeyRing keys) =>
        keys.Current is null ? batch : [.. batch.Select(order => order with { Opened = Seal.Open(keys, order.Order, order.Record) })];

    private static SiloSettings? Resolve(string store, Request request) =>
        StoreAddress.Resolve(store, request.Arguments(), request.Line.GetValue(Request.SettingsFile), request.Error);

    /// <summary>What came of it.</summary>
    /// <param name="From">What the source has.</param>
    /// <param name="To">What the target has now.</param>
    /// <param name="Written">Orders that were not there before.</param>
    internal sealed record Copied(CopyCount From, CopyCount To, int Written)
    {
        /// <summary>Whether both hold the same.</summary>
        public bool Equal => From == To;

        /// <summary>The same in words.</summary>
        [JsonIgnore]
        public IReadOnlyList<string> Lines =>
        [
            $"Copied {Written} orders; {From.Orders - Written} were there already.",
            $"From: {Of(From)}",
            $"To:   {Of(To)}",
            Equal ? "Both sides are equal." : "The sides differ: there are orders that did not come from here.",
        ];

        private static string Of(CopyCount count) =>
            $"{count.Orders} orders, {count.RecordBytes} bytes; log {count.LogEntries} entries, {count.LogBytes} bytes";
    }
}
