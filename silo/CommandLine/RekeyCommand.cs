using System.CommandLine;
using OrderGrains.Engine;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo rekey</c>: brings all records and logs of a store under the first key of the settings, and tells what every other key is still used for. Done where
/// none is. The hub must be stopped; cut off, it can be repeated.
/// </summary>
internal static class RekeyCommand
{
    private static readonly Option<bool> Count = new("--count") { Description = "Change nothing; only count what is under which key" };

    /// <summary>The command.</summary>
    public static SiloCommand Create() =>
        new("rekey", "Encrypt all orders under the first of Storage:Keys, and tell which of the other keys can go", RunAsync) { Count };

    private static async Task<int> RunAsync(Request request)
    {
        if (request.Read() is not (_, { } settings))
        {
            return ExitCode.Wrong;
        }

        var keys = Stores.Keys(settings)();
        var count = request.Line.GetValue(Count);
        if (keys.Current is null && !count)
        {
            await request.Error.WriteLineAsync("Storage:Keys has no key: there is none to encrypt the orders under.");
            return ExitCode.Wrong;
        }

        var rekeyed = await Progress.ShowAsync(request, count ? "Counting" : "Encrypting", async told =>
        {
            await using var store = await Stores.OpenSourceAsync(settings);
            return await RunAsync(store, keys, count, told);
        });
        return await request.AnswerAsync(count || rekeyed.Whole ? ExitCode.Done : ExitCode.Failed, rekeyed, rekeyed.Lines());
    }

    /// <summary>Does it, and counts what is there afterwards.</summary>
    internal static async Task<Rekeyed> RunAsync(IStoreCopy store, KeyRing keys, bool count, Action<string> told)
    {
        var changed = count ? 0 : await store.ResealAsync(new(keys), looked => told($"{looked} orders so far"), default);
        var use = new KeyUse();
        await foreach (var order in store.OrdersAsync(default))
        {
            use.Add(order);
        }

        return new(
            keys.Current,
            count ? null : changed,
            [
                .. keys.Ids.Union(use.Uses.Keys, StringComparer.Ordinal)
                    .Select(id => (Id: id, Use: use.Uses.GetValueOrDefault(id))).Select(key => new KeyCount(key.Id, key.Use.Records, key.Use.Entries)),
            ]);
    }

    /// <summary>What came of it.</summary>
    /// <param name="Current">The key of new writes; null where there is none.</param>
    /// <param name="Changed">Orders that were brought under it; null where they were only counted.</param>
    /// <param name="Keys">Every key of the settings and of the store.</param>
    internal sealed record Rekeyed(string? Current, long? Changed, IReadOnlyList<KeyCount> Keys)
    {
        /// <summary>Whether everything is under the current key.</summary>
        public bool Whole => Keys.All(key => key.Id == (Current ?? "") || key is { Records: 0, Entries: 0 });

        /// <summary>The same in words.</summary>
        public IReadOnlyList<string> Lines() => Keys.Count == 0 && Changed is null ? ["There are no orders, and Storage:Keys has no key."] :
        [
            .. Changed is { } changed ? [$"{changed} orders were brought under key {Current}."] : Array.Empty<string>(),
            .. Keys.Select(key => $"{(key.Id.Length == 0 ? "Clear" : $"Key {key.Id}")}: {key.Records} records, {key.Entries} entries of the log"
                + (key.Id == Current ? ", and all that is written from now on."
                    : key is not { Records: 0, Entries: 0 } ? "."
                    : key.Id.Length > 0 ? ". It can go from the settings, once no backup is under it."
                    : ".")),
        ];
    }

    /// <summary>What is under a key; the empty id is what is clear.</summary>
    internal sealed record KeyCount(string Id, long Records, long Entries);
}
