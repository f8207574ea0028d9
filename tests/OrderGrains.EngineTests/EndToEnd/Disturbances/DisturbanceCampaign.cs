using OrderGrains.EngineTests.Deploy;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd.Disturbances;

/// <summary>
/// The cluster of docker-compose.yml under 100 webhooks a second, each disturbance in turn: what its senders wait for and are answered, that nothing acknowledged is
/// lost, and that everything has one effect. docs/cluster.md has the lines that it prints.
/// </summary>
[NeedsCampaign]
[NeedsNginx]
[NeedsOwnPostgres]
[Collection(EndToEndTests.Name)]
public sealed class DisturbanceCampaign(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>By when every hook is answered; a second for the way through the proxy.</summary>
    private static readonly TimeSpan Answered = Campaign.Bound(TimeSpan.FromSeconds(5));

    /// <summary>From a silo's end, or its last word, to the last refusal: its orders are served elsewhere.</summary>
    private static readonly TimeSpan Elsewhere = Campaign.Bound(TimeSpan.FromSeconds(20));

    /// <summary>From a silo's start to a cluster that serves, after all of it was killed.</summary>
    private static readonly TimeSpan Again = Campaign.Bound(TimeSpan.FromSeconds(15));

    /// <summary>How long what hangs hangs, and what is away is away.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(Campaign.Of(brief: 25, few: 25, full: 40));

    /// <summary>Calls that a lane has under way at once.</summary>
    private static readonly int AtOnce = new Engine.LaneLimits().Concurrency;

    private static readonly string? s_older = Environment.GetEnvironmentVariable("ORDERGRAINS_OLDER_BUILD");

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private readonly ProxiedCluster _cluster = new();

    public Task InitializeAsync() => _cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_that_is_frozen()
    {
        var seen = await DisturbAsync(
            async () =>
            {
                _cluster[1].Freeze();
                await Task.Delay(Away, TimeProvider.System);
                _cluster[1].Thaw();
                Assert.NotEqual(0, await _cluster[1].ExitAsync("it finds itself declared dead"));
                await StartAsync(1);
            },
            begun: AtOnce);

        Assert.InRange(seen.LastRefused, TimeSpan.Zero, Elsewhere);
    }

    [Fact]
    public async Task A_silo_that_is_killed_and_does_not_come_again()
    {
        var seen = await DisturbAsync(async () =>
        {
            await _cluster.KillSiloAsync(1);
            await Task.Delay(Away, TimeProvider.System);
        });

        Assert.InRange(seen.LastRefused, TimeSpan.Zero, Elsewhere);
    }

    [Fact]
    public async Task A_silo_that_is_killed_and_started_again()
    {
        var seen = await DisturbAsync(async () =>
        {
            await _cluster.KillSiloAsync(1);
            await StartAsync(1);
        });

        Assert.InRange(seen.LastRefused, TimeSpan.Zero, Elsewhere);
    }

    [Fact]
    public async Task A_database_that_is_frozen()
    {
        await DisturbAsync(async () =>
        {
            await _cluster.Database.FreezeAsync();
            await Task.Delay(Away, TimeProvider.System);
            await _cluster.Database.ThawAsync();
        });

        AllRun();
    }

    [Fact]
    public async Task A_database_that_is_stopped_and_started_again()
    {
        await DisturbAsync(async () =>
        {
            await _cluster.Database.StopAsync();
            await Task.Delay(Away, TimeProvider.System);
            await _cluster.Database.StartAgainAsync();
        });

        AllRun();
    }

    [Fact]
    public async Task All_silos_killed_and_started_again() => await DisturbAsync(async () =>
    {
        await Task.WhenAll(All.Select(_cluster.KillSiloAsync));
        var ready = await Task.WhenAll(All.Select(StartAsync));
        Assert.All(ready, took => Assert.InRange(took, TimeSpan.Zero, 2 * Again)); // Three programs that start at once share the cores.
    });

    [Fact]
    public async Task All_silos_killed_and_one_started_again() => await DisturbAsync(async () =>
    {
        await Task.WhenAll(All.Select(_cluster.KillSiloAsync));
        Assert.InRange(await StartAsync(0), TimeSpan.Zero, Again);
    });

    [Fact]
    public async Task A_rolling_restart() => await DisturbAsync(() => RollAsync(null));

    /// <summary>To the release that <c>ORDERGRAINS_OLDER_BUILD</c> names by its published folder, or to what the next might be; and back.</summary>
    [Fact]
    public async Task A_rolling_upgrade_and_back()
    {
        using var folder = new TemporaryFolder();
        var other = s_older is { } published ? Path.Combine(published, "silo.dll") : await NextRelease.BuildAsync(folder.Path);
        await DisturbAsync(async () =>
        {
            await RollAsync(other);
            await Task.Delay(Calm, TimeProvider.System);
            await RollGatewaysAsync(null); // They ask for no less than they know, so they go first on the way back.
            await RollSilosAsync(null);
        });
    }

    private static IEnumerable<int> All => Enumerable.Range(0, ProxiedCluster.Silos);

    /// <summary>Has a disturbance under load; what it cost.</summary>
    /// <param name="disturb">The disturbance.</param>
    /// <param name="begun">How many calls VTEX may get twice.</param>
    /// <param name="name">Of the test.</param>
    private async Task<LoadFigures> DisturbAsync(Func<Task> disturb, int begun = 0, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        using var load = new SteadyLoad(_cluster.Proxy);
        var running = load.RunAsync();
        await Task.Delay(Calm, TimeProvider.System);
        var since = TimeProvider.System.GetTimestamp();
        await disturb();
        await Task.Delay(Calm, TimeProvider.System);
        await load.EndAsync(running);

        var seen = LoadFigures.Of(load.Exchanges, since);
        output.WriteLine($"{name.Replace('_', ' ')}: {seen}");
        await load.EndRightAsync(_cluster.OrderAsync, _cluster.Vendors, () => _cluster.Output, begun);
        Assert.True(seen.Others.Count == 0, $"{seen}\n{_cluster.ProxyLog}");
        Assert.InRange(seen.Longest, TimeSpan.Zero, Answered);
        return seen;
    }

    /// <summary>Restarts silos and then gateways, one after another, as another build where one is named.</summary>
    private async Task RollAsync(string? program)
    {
        await RollSilosAsync(program);
        await RollGatewaysAsync(program);
    }

    private async Task RollSilosAsync(string? program)
    {
        foreach (var silo in All)
        {
            await _cluster.StopSiloAsync(silo);
            output.WriteLine($"ready after {(await _cluster.StartSiloAsync(silo, program)).TotalSeconds:0.0} s");
        }
    }

    private async Task RollGatewaysAsync(string? program)
    {
        for (var gateway = 0; gateway < ProxiedCluster.Gateways; gateway++)
        {
            await _cluster.StopGatewayAsync(gateway);
            await _cluster.StartGatewayAsync(gateway, program);
        }
    }

    private async Task<TimeSpan> StartAsync(int silo)
    {
        var took = await _cluster.StartSiloAsync(silo);
        output.WriteLine($"ready after {took.TotalSeconds:0.0} s");
        return took;
    }

    private void AllRun() => Assert.All(All, silo => Assert.True(_cluster[silo].Runs, _cluster[silo].Output));
}
