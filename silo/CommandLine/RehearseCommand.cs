using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using OrderGrains.Connectors;
using OrderGrains.Engine;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo rehearse</c>: plays the orders of a store by the settings that are named and by this program, and tells which would end otherwise, and which bodies would
/// differ. Sends nothing and changes nothing. Done where nothing would be otherwise.
/// </summary>
internal static class RehearseCommand
{
    private const int Batch = 500;
    private const int MostShown = 20;

    private static readonly Option<string> From = new("--from")
    {
        Description = $"The store whose orders are played; its hub must be stopped, or it is a backup that was restored elsewhere:\n{StoreAddress.Usage}",
        HelpName = "store",
        Required = true,
    };

    private static readonly Option<string?> Tenant = new("--tenant") { Description = "Only orders of this tenant", HelpName = "tenant" };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Only orders that changed at this time or later (ISO 8601)", HelpName = "time" };
    private static readonly Option<string?> Csv = new("--csv") { Description = "A file to make, with a line for each difference", HelpName = "file" };

    /// <summary>The command.</summary>
    public static SiloCommand Create() =>
        new("rehearse", "Play the orders of a store by other settings or this program, and tell what would be otherwise", RunAsync) { From, Tenant, Since, Csv };

    private static async Task<int> RunAsync(Request request)
    {
        if (request.Read() is not (_, { } settings)
            || StoreAddress.Resolve(request.Line.GetRequiredValue(From), request.Arguments(), request.Line.GetValue(Request.SettingsFile), request.Error) is not { } source)
        {
            return ExitCode.Wrong;
        }

        var (tenant, since) = (request.Line.GetValue(Tenant), request.Line.GetValue(Since) ?? DateTimeOffset.MinValue);
        var played = await Progress.ShowAsync(request, "Playing", async told =>
        {
            await using var store = await Stores.OpenSourceAsync(source);
            return await PlayAsync(store, Stores.Keys(source)(), settings, order => tenant is null || order.Order.Tenant == tenant, since, told);
        });
        if (request.Line.GetValue(Csv) is { } file)
        {
            await File.WriteAllLinesAsync(file, CsvOf(played));
        }

        var result = Rehearsed.Of(played);
        return await request.AnswerAsync(result.Otherwise == 0 ? ExitCode.Done : ExitCode.Failed, result, result.Lines);
    }

    /// <summary>Plays all orders that are wanted, on all cores.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="keys">The store's.</param>
    /// <param name="settings">What they are played by.</param>
    /// <param name="wanted">Which of them.</param>
    /// <param name="since">Those that changed before are left out.</param>
    /// <param name="told">Told how far it is.</param>
    internal static async Task<IReadOnlyList<RehearsedOrder>> PlayAsync(
        IStoreCopy store, KeyRing keys, OrderGrainsSettings settings, Func<CopiedOrder, bool> wanted, DateTimeOffset since, Action<string> told)
    {
        await using var services = new ServiceCollection().AddConnectors(settings, new OutboundNetworks([])).BuildServiceProvider();
        var rehearsal = new Rehearsal(services.GetServices<IConnector>(), new SettingsPolicies(settings), TimeProvider.System.GetUtcNow());
        List<RehearsedOrder> played = [];
        await foreach (var batch in store.OrdersAsync(default).Where(wanted).Chunk(Batch))
        {
            var results = new RehearsedOrder?[batch.Length];
            await Parallel.ForAsync(0, batch.Length, async (index, _) =>
            {
                var order = batch[index];
                var record = RecordCodec.Read(Seal.Open(keys, order.Order, order.Record), order.Order);
                results[index] = record.ChangedAt < since ? null : await rehearsal.PlayAsync(record, Seal.Open(keys, order.Order, order.Log));
            });
            played.AddRange(results.OfType<RehearsedOrder>());
            told($"{played.Count} orders so far");
        }

        return played;
    }

    private static IEnumerable<string> CsvOf(IReadOnlyList<RehearsedOrder> played) =>
    [
        "order,what,field,before,after",
        .. played.SelectMany(order => order.Changes.Select(change =>
            string.Join(',', ((string?[])[order.Order.ToString(), change.What, change.Field, change.Before, change.After]).Select(Cell)))),
    ];

    /// <summary>A cell that no spreadsheet takes for a formula.</summary>
    private static string Cell(string? text)
    {
        var plain = text is ['=' or '+' or '-' or '@', ..] && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? $"'{text}" : text ?? "";
        return plain.AsSpan().IndexOfAny("\",\r\n") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>What came of it.</summary>
    /// <param name="Orders">Orders that were played.</param>
    /// <param name="Otherwise">Of them, those of which something would be otherwise.</param>
    /// <param name="Skipped">Orders that could not be played, by the reason.</param>
    /// <param name="Changes">How many orders have each kind of difference, the most frequent first.</param>
    /// <param name="Examples">The first orders that differ.</param>
    internal sealed record Rehearsed(
        int Orders, int Otherwise, IReadOnlyDictionary<string, int> Skipped, IReadOnlyList<Kind> Changes, IReadOnlyList<Example> Examples)
    {
        /// <summary>The result of all.</summary>
        public static Rehearsed Of(IReadOnlyList<RehearsedOrder> played)
        {
            var different = played.Where(order => order.Changes.Count > 0).ToList();
            return new(
                played.Count(order => order.Skipped is null),
                different.Count,
                played.Where(order => order.Skipped is not null).GroupBy(order => order.Skipped!, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
                [
                    .. different.SelectMany(order => order.Changes.Select(change => (change.What, Field: FieldOf(change.Field))).Distinct())
                        .GroupBy(kind => kind).Select(group => new Kind(group.Key.What, group.Key.Field, group.Count()))
                        .OrderByDescending(kind => kind.Orders).ThenBy(kind => kind.What, StringComparer.Ordinal).ThenBy(kind => kind.Field, StringComparer.Ordinal),
                ],
                [.. different.Take(MostShown).Select(order => new Example(order.Order.ToString(), order.Changes))]);
        }

        /// <summary>The same in words.</summary>
        [JsonIgnore]
        public IReadOnlyList<string> Lines =>
        [
            $"{Orders} orders were played: {(Otherwise == 0 ? "nothing would be otherwise" : $"{Otherwise} would be otherwise")}. Nothing was sent, and nothing was changed.",
            .. Skipped.Select(reason => $"{reason.Value} could not be played: {reason.Key}."),
            .. Changes.Take(MostShown).Select(kind => $"  {kind.Orders,7}  {kind.What}: {kind.Field}"),
            .. Examples.SelectMany(example => example.Changes.Take(MostShown).Select(change => Line(example.Order, change))).Take(MostShown),
        ];

        private static string Line(string order, RehearsedChange change) =>
            $"{order}: {change.What}: {change.Field}: {change.Before ?? "nothing"} -> {change.After ?? "nothing"}";

        /// <summary>A field without the numbers of its lists.</summary>
        private static string FieldOf(string field) =>
            string.Concat(field.Split('[').Select((part, index) => index == 0 ? part : $"[]{part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..]}"));
    }

    /// <summary>A kind of difference.</summary>
    internal sealed record Kind(string What, string Field, int Orders);

    /// <summary>An order that differs.</summary>
    internal sealed record Example(string Order, IReadOnlyList<RehearsedChange> Changes);
}
