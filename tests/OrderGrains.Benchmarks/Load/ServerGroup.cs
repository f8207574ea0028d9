namespace OrderGrains.Benchmarks.Load;

/// <summary>The processes of one contender, which stay up between the windows in which it is measured. Ended when disposed.</summary>
/// <param name="name">For the table.</param>
/// <param name="path">Where OPABOX's webhooks go.</param>
/// <param name="servers">Its processes, which share the connections.</param>
/// <param name="orders">How many ids.</param>
internal sealed class ServerGroup(string name, string path, IReadOnlyList<(ServerProcess Server, Uri Address)> servers, int orders) : IAsyncDisposable
{
    private readonly Sequence _sequence = new();

    /// <summary>For the table.</summary>
    public string Name => name;

    /// <summary>What each window measured.</summary>
    public List<ServerFigures> Windows { get; } = [];

    /// <summary>Loads it until its code is compiled and each order was heard of twice.</summary>
    public async Task WarmAsync(int connections, TimeSpan atLeast)
    {
        var warmed = await LoadAsync(connections, HeardOfAsync(atLeast), TimeSpan.FromMilliseconds(100));
        if (warmed.Load.RefusedBefore > 0)
        {
            Console.WriteLine($"{name}: {warmed.Load.RefusedBefore} answers 5xx while it was cold, each sent again.");
        }
    }

    /// <summary>Loads it for a while that is not measured, so that what rested is in the caches, and then for one that is.</summary>
    public async Task MeasureAsync(int connections, TimeSpan time) =>
        Windows.Add(await LoadAsync(connections, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System), time));

    public async ValueTask DisposeAsync()
    {
        foreach (var (server, _) in servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<ServerFigures> LoadAsync(int connections, Task warm, TimeSpan time)
    {
        try
        {
            var spent = new double[servers.Count];
            var database = 0.0;
            var loads = await Task.WhenAll(servers.Select((server, index) => HttpLoad.RunAsync(
                server.Address,
                connections / servers.Count,
                warm,
                time,
                _ => new OpaboxRequests(path, _sequence, orders),
                begins =>
                {
                    spent[index] = server.Server.ProcessorSeconds - (begins ? 0 : spent[index]);
                    database = index > 0 ? database : DatabaseTime.Seconds - (begins ? 0 : database);
                })));
            var calls = loads.Sum(load => load.Calls);
            var all = new LoadResult(
                calls, loads.Sum(load => load.PerSecond), loads.Max(load => load.P50), loads.Max(load => load.P99), loads.Max(load => load.Max))
            {
                RefusedBefore = loads.Sum(load => load.RefusedBefore),
            };
            return new(name, all, spent.Sum() / calls * 1000, double.NaN) { DatabasePerThousand = database / calls * 1000 };
        }
        catch (InvalidOperationException)
        {
            Console.Error.WriteLine(string.Join("\n----\n", servers.Select(server => server.Server.Output)));
            throw;
        }
    }

    private async Task HeardOfAsync(TimeSpan atLeast)
    {
        await Task.Delay(atLeast, TimeProvider.System);
        while (_sequence.Given < 2 * orders)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
