using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Postgres;
using OrderGrains.Sqlite;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Lists, searches and groups over many orders, of which 5,000 are parked and 20,000 fail and are tried again, while 200 turns a second of random orders are
/// written. Prints how long each question takes.
/// </summary>
internal static class ListsBenchmark
{
    private const int Batch = 1_000;
    private const int Parked = 5_000;
    private const int Retrying = 20_000;
    private const int Shops = 300;
    private const int Asked = 100;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Bytes = new byte[2700];

    private static readonly (string Name, OrderQuery Query)[] Questions =
    [
        ("newest", new()),
        ("tenant", new(Tenant: "acme")),
        ("status, many", new(Status: OrderStatus.Delivered)),
        ("status, few", new(Status: OrderStatus.RejectedByCustomer)),
        ("attention", new(Attention: "*")),
        ("parked", new(Owed: new(State: RequestState.Parked))),
        ("waiting at vtex", new(Owed: new(Target: Target.Vtex, State: RequestState.Waiting))),
        ("error, 20,000", new(Owed: new(Code: "HTTP 503"))),
        ("error, 50", new(Owed: new(Code: "EOI042"))),
        ("owed for a day", new(Owed: new(Before: Start.AddDays(1)))),
        ("shop", new(Store: "shop-17")),
        ("shop and status", new(Store: "shop-17", Status: OrderStatus.Paid)),
        ("order id", new(Prefix: "o123456")),
        ("VTEX id", new(Prefix: "MKP-OB-o1234")),
        ("staff's number", new(Prefix: "N12345")),
        ("invoice", new(Prefix: "F99887")),
        ("customer", new(CustomerHash: Hash(4711))),
    ];

    /// <summary>Runs it on SQLite, and on PostgreSQL where there is one.</summary>
    public static async Task RunAsync(int orders, string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        try
        {
            await RunAsync("SQLite", new SqliteStore(new() { DataDirectory = folder }, NullLogger<SqliteStore>.Instance, _ => { }), orders);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (postgres is not null)
        {
            var options = new PostgresOptions { ConnectionString = postgres };
            await PostgresSetup.RunAsync(options);
            await RunAsync("PostgreSQL", new PostgresStore(options, TimeProvider.System), orders);
        }
    }

    private static async Task RunAsync(string name, IOrderStore store, int count)
    {
        await using var closed = store;
        await store.OpenAsync(default);
        var stored = new (OrderRecord Record, StoreTag? Tag)[count];
        var began = TimeProvider.System.GetTimestamp();
        for (var first = 0; first < count; first += Batch)
        {
            await WriteAsync(store, stored, Enumerable.Range(first, Math.Min(Batch, count - first)), number => First(number, count));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {count:N0} orders, written in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s"));
        using var stop = new CancellationTokenSource();
        var turns = Task.Run(() => TurnAsync(store, stored, stop.Token));
        foreach (var (question, query) in Questions)
        {
            await TellAsync(question, async () => (await store.ListAsync(query)).Orders.Count);
        }

        await TellAsync("failures", async () => (await store.FailuresAsync(null, new())).Groups.Count);
        await TellAsync("count of an error", () => store.CountAsync(new(Owed: new(Code: "HTTP 503"))));
        await stop.CancelAsync();
        await turns;
        await store.CloseAsync();
    }

    private static async Task TellAsync(string question, Func<Task<int>> ask)
    {
        var (times, found) = (new List<double>(), 0);
        for (var number = 0; number < Asked; number++)
        {
            var began = TimeProvider.System.GetTimestamp();
            found = await ask();
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{question,-20}{found,8:N0} found{times[Asked / 2],9:0.0} ms{times[Asked - 2],9:0.0} ms at p99"));
    }

    /// <summary>200 turns a second.</summary>
    private static async Task TurnAsync(IOrderStore store, (OrderRecord Record, StoreTag? Tag)[] stored, CancellationToken stop)
    {
        var random = new Random(1);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            await WriteAsync(store, stored, Enumerable.Range(0, 10).Select(_ => random.Next(stored.Length)).Distinct(), static _ => null);
        }
    }

    private static async Task WriteAsync(
        IOrderStore store, (OrderRecord Record, StoreTag? Tag)[] stored, IEnumerable<int> which, Func<int, OrderState?> first)
    {
        var writes = new List<(int Order, OrderRecord After, Task<StoreTag?> Written)>();
        foreach (var number in which)
        {
            var (before, tag) = stored[number] is { Record: not null } known ? known : (OrderRecord.New(OrderId.Create("acme", Channel.Opabox, $"o{number * 7919L % 99999989:D8}")), null);
            var at = before.Version == 0 ? Start.AddSeconds(number) : before.ChangedAt.AddTicks(1);
            var after = before with { Version = before.Version + 1, ChangedAt = at, CustomerHash = Hash(number / 3), State = first(number) ?? before.State };
            writes.Add((number, after, store.WriteAsync(new(before.Id, before, tag, after, Bytes, [new(at, "received", Bytes.AsMemory(0, 500))]))));
        }

        foreach (var (number, after, written) in writes)
        {
            stored[number] = (after, await written);
        }
    }

    /// <summary>An order as it came to stand: the last ones are stuck or tried again.</summary>
    private static OrderState First(int number, int count)
    {
        var (parked, retrying) = (number % (count / Parked) == 0, number % (count / Retrying) == 1);
        return OrderState.Empty with
        {
            Status = parked || retrying ? OrderStatus.Paid : number % 1000 == 7 ? OrderStatus.RejectedByCustomer : number % 7 == 0 ? OrderStatus.Cancelled : OrderStatus.Delivered,
            Content = new() { StoreId = $"shop-{number % Shops}", Sale = new() { Number = $"N{number}" } },
            Vtex = new() { OrderId = $"MKP-OB-o{number * 7919L % 99999989:D8}", Invoices = parked || retrying ? default : [new() { Number = $"F{number}" }] },
            Attention = parked ? [new(AttentionReason.RequestParked, "Retry it.", Start)] : [],
            Requests = parked || retrying ? [Call(number, parked)] : [],
        };
    }

    private static OwedRequest Call(int number, bool parked) => new()
    {
        Id = $"request-{number}",
        Target = Target.Vtex,
        Operation = Operation.PlaceOrder,
        State = parked ? RequestState.Parked : RequestState.Waiting,
        QueuedAt = Start.AddSeconds(number),
        DueAt = parked ? null : Start.AddSeconds(number),
        LastCode = parked ? $"EOI{number / 200 % 100:D3}" : "HTTP 503",
        LastError = parked ? $"SKU {number} of shop {number % 40} has no stock" : "busy",
    };

    private static string Hash(int customer) => customer.ToString("x32", CultureInfo.InvariantCulture);
}
