using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Hub;
using OrderGrains.EngineTests.Support;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Store;

/// <summary>What is removed when, and what never is: by the hub's own housekeeping, on the framework's in-memory cluster.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Year = Day * 365;
    private static readonly RetentionPolicy Kept = new(Year, Day * 30);

    private readonly HubFixture _hub = new(new MemoryHubStore())
    {
        Retention = new() { Orders = Day * 30, Log = Day * 90, Audit = Day * 400, Webhooks = Day * 30 },
    };

    private IOrderStore Stored => _hub.Store.Make();

    /// <summary>The same at each call: every silo has a view of its own of the clock.</summary>
    private IServiceProvider Silo => _hub.Run.Cluster.Silos[0].ServiceProvider;

    public Task InitializeAsync()
    {
        _hub.Policies.Policy = new() { Retention = Kept, DraftsExpireAfter = Day }; // Orders that owe nothing, so that only what a test reports is written.
        return _hub.StartAsync();
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task An_order_that_is_over_goes_with_all_that_was_kept_of_it()
    {
        await ReportAsync("over", 8);
        await ReportAsync("open", 2);
        _hub.Clock.Advance(Year);
        await ReportAsync("young", 8);
        Assert.NotEmpty(await Stored.LogAsync(Some.Order("over"), default));

        Assert.Equal(1, await SweepAsync());

        Assert.Null(await _hub.Engine.ReadAsync(Some.Order("over")));
        Assert.Empty(await Stored.LogAsync(Some.Order("over"), default));
        Assert.Equal(
            [Some.Order("young").ToString(), Some.Order("open").ToString()],
            (await _hub.Index.ListAsync(new())).Orders.Select(head => head.Id));
    }

    [Fact]
    public async Task An_order_that_owes_or_asks_for_somebody_stays()
    {
        _hub.Policies.Policy = new() { HasVtex = true, Retention = Kept };
        _hub.Vtex.IsDead();
        await ReportAsync("owes", 2);
        await ReportAsync("owes", 8);
        _hub.Clock.Advance(Year * 3);

        Assert.Equal(0, await SweepAsync());

        Assert.NotNull(await _hub.Engine.ReadAsync(Some.Order("owes")));
    }

    [Fact]
    public async Task A_cart_that_nobody_finished_goes_earlier_than_an_order()
    {
        await ReportAsync("over", 8);
        await Within.Reason(_hub.Engine.SubmitAsync(Some.ChatOrder("left"), Some.Cart(10), Message.Internal));
        _hub.Clock.Advance(Day);
        await Within.Reason(Silo.GetRequiredService<IGrainFactory>().Lane(LaneName.Clock(Some.Tenant)).QuietAsync());
        _hub.Clock.Advance(Day * 15);
        await Within.Reason(_hub.Engine.SubmitAsync(Some.ChatOrder("edited"), Some.Cart(10), Message.Internal));
        _hub.Clock.Advance(Day * 16);

        Assert.Equal(1, await SweepAsync());

        Assert.Null(await _hub.Engine.ReadAsync(Some.ChatOrder("left")));
        Assert.NotNull(await _hub.Engine.ReadAsync(Some.ChatOrder("edited")));
        Assert.NotNull(await _hub.Engine.ReadAsync(Some.Order("over")));
    }

    [Fact]
    public async Task Old_entries_of_the_log_go_and_their_order_stays()
    {
        await ReportAsync("open", 2);
        _hub.Clock.Advance(Day * 60);
        await ReportAsync("open", 4);
        var young = _hub.Clock.GetUtcNow();
        _hub.Clock.Advance(Day * 31);
        Assert.Contains(await Stored.LogAsync(Some.Order("open"), default), entry => entry.At < young);

        await SweepAsync();

        var log = await Stored.LogAsync(Some.Order("open"), default);
        Assert.NotEmpty(log);
        Assert.All(log, entry => Assert.Equal(young, entry.At));
        Assert.NotNull(await _hub.Engine.ReadAsync(Some.Order("open")));
    }

    [Fact]
    public async Task Old_acts_of_operators_go()
    {
        var old = Enumerable.Range(0, 450).Select(number => Act(_hub.Clock.GetUtcNow(), (uint)number)).ToList();
        await Stored.Audit.KeepAsync(old, default);
        _hub.Clock.Advance((Day * 400) - TimeSpan.FromHours(1));
        var young = Act(_hub.Clock.GetUtcNow().AddDays(-1), 1);
        await Stored.Audit.KeepAsync([young], default);
        await SweepAsync();
        Assert.Equal(451, (await Stored.Audit.ReadAsync(new(Limit: 1000), default)).Count);

        _hub.Clock.Advance(TimeSpan.FromHours(1));
        await SweepAsync();
        Assert.Equal([young], await Stored.Audit.ReadAsync(new(Limit: 1000), default));

        static AuditEntry Act(DateTimeOffset at, uint number) => new(AuditEntry.KeyOf(at, number), "ops", "Operator", "retry", "", null, AuditEntry.Done, 200);
    }

    [Fact]
    public async Task Webhooks_that_nobody_settled_go()
    {
        using var kept = new KeptWebhooks(Stored, new StoreContract.Serving(), TimeProvider.System, NullLogger<KeptWebhooks>.Instance);
        IKeptWebhooks webhooks = kept;
        Assert.True(webhooks.Keep(new(KeptList.Unmatched, "", _hub.Clock.GetUtcNow(), "gone", "vtex/cancel", "it names no order"), "{}"u8.ToArray()));
        _hub.Clock.Advance((Day * 30) - TimeSpan.FromHours(1));
        await SweepAsync();
        Assert.Equal(1, await Within.Reason(webhooks.CountAsync(KeptList.Unmatched)));
        _hub.Clock.Advance(TimeSpan.FromHours(2));
        await SweepAsync();
        Assert.Equal(0, await Within.Reason(webhooks.CountAsync(KeptList.Unmatched)));
    }

    [Fact]
    public async Task A_late_webhook_of_a_removed_order_begins_it_anew_at_once()
    {
        await ReportAsync("over", 8);
        _hub.Clock.Advance(Year);
        await SweepAsync();

        Assert.Equal(Outcome.Accepted, await ReportAsync("over", 7));
        Assert.Equal(1, (await _hub.Engine.ReadAsync(Some.Order("over")))!.Record.Version);
    }

    [Fact]
    public async Task Nobody_has_to_ask()
    {
        await ReportAsync("over", 8);
        _hub.Clock.Advance(Year);
        var reminder = Assert.Single(await _hub.Store.RemindersOf(Stored).InRangeAsync(0, 0), row => row.Grain.StartsWith("housekeeping/", StringComparison.Ordinal));
        var removed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.AfterWrite = removed.SetResult;

        var grain = Silo.GetRequiredService<IGrainFactory>().GetGrain<IHousekeepingGrain>(HousekeepingGrain.Key);
        await Within.Reason(grain.AsReference<IRemindable>().ReceiveReminder(reminder.Name, default));

        await Within.Reason(removed.Task);
        Assert.Null(await _hub.Engine.ReadAsync(Some.Order("over")));
    }

    [Fact]
    public async Task An_order_is_on_the_disk_before_it_goes()
    {
        using var folder = new TemporaryFolder();
        await _hub.StopAsync();
        _hub.Retention = _hub.Retention with { ExportDirectory = folder.Path };
        await _hub.StartAsync();
        await ReportAsync("over", 8);
        _hub.Clock.Advance(Year);
        string[] exported = [];
        _hub.BeforeWrite = _ => exported = File.ReadAllLines(Assert.Single(Directory.GetFiles(folder.Path)));

        Assert.Equal(1, await SweepAsync());

        using var order = JsonDocument.Parse(Assert.Single(exported));
        Assert.Equal(Some.Order("over").ToString(), order.RootElement.GetProperty("record").GetProperty("head").GetProperty("id").GetString());
        Assert.True(order.RootElement.GetProperty("log").GetArrayLength() >= 1);
    }

    [Theory]
    [InlineData(1_100)]
    [InlineData(-1_100)]
    public async Task In_the_day_after_the_clock_jumped_nothing_goes(int days)
    {
        await ReportAsync("old", 8);
        await ReportAsync("open", 2);
        _hub.Clock.Advance(Year);
        await ReportAsync("young", 8);
        var log = await Stored.LogAsync(Some.Order("open"), default);

        foreach (var jump in (TimeSpan[])[Day * days, Day * -days])
        {
            Jump(jump);
            Assert.Equal(0, await SweepAsync());
            _hub.Clock.Advance(TimeSpan.FromHours(23));
            Assert.Equal(0, await SweepAsync());
            Assert.Equal(log, await Stored.LogAsync(Some.Order("open"), default));
        }

        _hub.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await SweepAsync());
        Assert.Null(await _hub.Engine.ReadAsync(Some.Order("old")));
        Assert.NotNull(await _hub.Engine.ReadAsync(Some.Order("young")));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_for_one_webhook_ages_no_order()
    {
        await ReportAsync("before", 8);
        Jump(Day * 1_100);
        await ReportAsync("ahead", 8);
        Jump(Day * -1_100);
        await ReportAsync("after", 8);
        Assert.Equal(_hub.Clock.GetUtcNow(), (await _hub.Engine.ReadAsync(Some.Order("after")))!.Record.ChangedAt);

        _hub.Clock.Advance(Day * 2);
        Assert.Equal(0, await SweepAsync());
        await ReportAsync("ahead", 7); // Its next turn finds its times to be wrong.
        Assert.Equal(_hub.Clock.GetUtcNow(), (await _hub.Engine.ReadAsync(Some.Order("ahead")))!.Record.ChangedAt);

        _hub.Clock.Advance(Year - Day);
        Assert.Equal(2, await SweepAsync());
        Assert.NotNull(await _hub.Engine.ReadAsync(Some.Order("ahead")));
        _hub.Clock.Advance(Day);
        Assert.Equal(1, await SweepAsync());
    }

    [Fact]
    public async Task A_clock_that_is_behind_for_one_webhook_ages_no_order()
    {
        await ReportAsync("over", 6);
        Jump(Day * -1_100);
        await ReportAsync("over", 7);
        Jump(Day * 1_100);
        _hub.Clock.Advance(Day * 2);

        Assert.Equal(0, await SweepAsync());
        Assert.Equal(_hub.Clock.GetUtcNow(), (await _hub.Engine.ReadAsync(Some.Order("over")))!.Record.ChangedAt, TimeSpan.FromSeconds(1));

        _hub.Clock.Advance(Year);
        Assert.Equal(1, await SweepAsync());
    }

    [Fact]
    public async Task A_hub_that_starts_after_a_long_rest_removes_nothing_for_a_day()
    {
        await ReportAsync("over", 8);
        await _hub.StopAsync();
        _hub.Clock.Advance(Year * 2);
        await _hub.StartAsync();

        Assert.Equal(0, await SweepAsync());
        _hub.Clock.Advance(Day);
        Assert.Equal(1, await SweepAsync());
    }

    private async Task<Outcome> ReportAsync(string id, int status) => (await Within.Reason(_hub.Engine.Report(Some.Order(id), status))).Outcome;

    /// <summary>The clock is set, and the silo that sweeps sees it at once: its doubt counts from when it looked.</summary>
    private void Jump(TimeSpan by)
    {
        _hub.Clock.Jump(by);
        Silo.GetRequiredService<HubClock>().Now();
    }

    /// <summary>Sweeps; the clock goes on where the sweep rests.</summary>
    private async Task<int> SweepAsync()
    {
        var sweep = _hub.Work.RunAsync(() => Silo.GetRequiredService<Housekeeping>().SweepAsync(default));
        while (!sweep.IsCompleted)
        {
            await _hub.Work.WhenIdleAsync();
            _hub.Clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        return await sweep;
    }
}
