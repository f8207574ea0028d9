using OrderGrains.EngineTests.EndToEnd.Disturbances;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd.Networks;

/// <summary>Two silos and their database on a network that drops what two of the three send each other, under 100 webhooks a second.</summary>
[NeedsCampaign]
[NeedsNetworks]
[NeedsOwnPostgres]
[Collection(EndToEndTests.Name)]
public sealed class SplitNetworkTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Database = 2;

    /// <summary>By when every hook is answered; a second for the way.</summary>
    private static readonly TimeSpan Answered = Campaign.Bound(TimeSpan.FromSeconds(5));

    /// <summary>By when one silo serves all orders.</summary>
    private static readonly TimeSpan Elsewhere = Campaign.Bound(TimeSpan.FromSeconds(20));

    private static readonly TimeSpan Split = TimeSpan.FromSeconds(Campaign.Of(brief: 30, few: 30, full: 60));
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private SplitNetwork _network = null!;
    private ClusterProcesses _cluster = null!;

    public async Task InitializeAsync()
    {
        _network = await SplitNetwork.StartAsync(machines: 3);
        var database = await OwnPostgres.StartAsync(new(SplitNetwork.AddressOf(Database), SplitNetwork.On(Database)));
        _cluster = new(
            database,
            "--OrderGrains:Storage:Kind=Postgres",
            $"--OrderGrains:Storage:ConnectionString=Host={SplitNetwork.AddressOf(Database)};Username=postgres;Database=postgres")
        {
            VendorsAddress = SplitNetwork.Here,
            Places = [PlaceOf(0), PlaceOf(1)],
        };
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task Two_silos_that_lose_sight_of_each_other()
    {
        using var load = await DisturbAsync(0, 1, async split =>
        {
            await Within.Until(() => !_cluster[0].Runs || !_cluster[1].Runs, "one of them finds itself declared dead, and ends");
            output.WriteLine($"One ended after {TimeProvider.System.GetElapsedTime(split).TotalSeconds:0.0} s.");
        });

        Assert.InRange(load.Seen.LastRefused, TimeSpan.Zero, Elsewhere);
        await ComesBackAsync(_cluster[0].Runs ? 1 : 0);
    }

    [Fact]
    public async Task One_silo_that_loses_the_database()
    {
        using var load = await DisturbAsync(0, Database, _ => Task.CompletedTask);

        var other = load.At(_cluster.AddressOf(1));
        output.WriteLine($"At the other one: {other}");
        Assert.InRange(other.LastRefused, TimeSpan.Zero, Elsewhere);
        await _cluster[0].ExitAsync("it finds itself declared dead, and ends");
        await ComesBackAsync(0);
    }

    /// <summary>The one that ended is started again, as whoever keeps it running does, and the other never ended.</summary>
    private async Task ComesBackAsync(int ended)
    {
        Assert.True(_cluster[1 - ended].Runs, _cluster.Output);
        await _cluster.StartAsync(ended);
    }

    private async Task<Disturbed> DisturbAsync(int one, int other, Func<long, Task> meanwhile)
    {
        var load = new SteadyLoad(_cluster.AddressOf(0), _cluster.AddressOf(1));
        var running = load.RunAsync();
        await Task.Delay(Calm, TimeProvider.System);
        await SplitNetwork.SplitAsync(one, other);
        var since = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Task.Delay(Split, TimeProvider.System), meanwhile(since));
        await SplitNetwork.HealAsync(one, other);
        await Task.Delay(Calm, TimeProvider.System);
        await load.EndAsync(running);

        var disturbed = new Disturbed(load, since);
        output.WriteLine($"{disturbed.Seen}");
        await load.EndRightAsync(_cluster.ReadAsync, _cluster.Vendors, () => _cluster.Output);
        Assert.All(disturbed.Seen.Others.Keys, status => Assert.Equal(0, status)); // A silo that ended: nobody answers there.
        Assert.InRange(disturbed.Seen.Longest, TimeSpan.Zero, Answered);
        return disturbed;
    }

    private static (string[] Under, string[] Arguments) PlaceOf(int machine) => (
        SplitNetwork.On(machine),
        ["--urls", $"http://{SplitNetwork.AddressOf(machine)}:8080", $"--OrderGrains:Cluster:AdvertisedAddress={SplitNetwork.AddressOf(machine)}"]);

    /// <summary>What was sent, and since when something was wrong.</summary>
    private sealed record Disturbed(SteadyLoad Load, long Since) : IDisposable
    {
        public LoadFigures Seen => LoadFigures.Of(Load.Exchanges, Since);

        public LoadFigures At(Uri hub) => LoadFigures.Of(Load.Exchanges.Where(one => one.Hub == hub), Since);

        public void Dispose() => Load.Dispose();
    }
}
