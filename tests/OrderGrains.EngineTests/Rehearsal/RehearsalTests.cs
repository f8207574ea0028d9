using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Connectors;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Arrival;
using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Rehearsal;

/// <summary>Orders that lived through lost answers, failures, refusals and shuffled webhooks, played again from their logs.</summary>
public sealed class RehearsalTests(LivedThrough lived, ITestOutputHelper output) : IClassFixture<LivedThrough>
{
    [Fact]
    public async Task Under_the_same_settings_nothing_is_otherwise()
    {
        var played = await PlayAsync(TestTenant.Settings());

        Assert.All(played, order => Assert.Null(order.Skipped));
        var otherwise = played.Where(order => order.Changes.Count > 0).ToList();
        Assert.True(otherwise.Count == 0, $"{otherwise.Count} of {played.Count}:\n{string.Join("\n", otherwise.Take(5).Select(order => $"{order.Order}: {string.Join("; ", order.Changes.Take(6))}"))}");
    }

    [Fact]
    public async Task What_a_setting_changes_is_told_of_each_body_that_has_it_and_of_nothing_else()
    {
        var settings = TestTenant.Settings();
        settings.Tenants[TestTenant.Name].Vtex!.ConnectorName = "Another";

        var played = await PlayAsync(settings);

        var changes = played.SelectMany(order => order.Changes).ToList();
        output.WriteLine($"{changes.Count} changes in {played.Count} orders");
        Assert.All(changes, change => Assert.Equal(("OrderGrains", "Another"), (change.Before, change.After)));
        Assert.Equal(await SentAsync("sent POST /api/order-integration/orders", "sent PUT /api/order-integration/orders/status"), changes.Count);
    }

    [Fact]
    public async Task Orders_that_would_not_be_placed_say_so_and_nothing_of_VTEX_is_believed_of_them()
    {
        var settings = TestTenant.Settings();
        settings.Tenants[TestTenant.Name].Vtex!.Fulfillment.Mode = "MarketplaceOwnStock"; // Without a warehouse: a rule refuses each body.

        var played = await PlayAsync(settings);

        foreach (var order in played)
        {
            var placed = (await lived.Hub.Store.LogAsync(order.Order, default)).Any(entry => entry.PayloadKind == "sent POST /api/order-integration/orders");
            Assert.Equal(placed, order.Changes.Any(change => change is { What: "vtex PlaceOrder", Field: "made", Before: "yes", After: null }));
        }
    }

    [Fact]
    public async Task A_system_that_is_new_is_called_and_one_that_is_gone_is_not()
    {
        var settings = TestTenant.Settings();
        settings.Tenants[TestTenant.Name].BonifiQ = null;

        var played = await PlayAsync(settings);

        foreach (var order in played)
        {
            var sent = (await lived.Hub.Store.LogAsync(order.Order, default)).Any(entry => entry.PayloadKind?.StartsWith("sent POST /v1/pvt/Order", StringComparison.Ordinal) == true);
            Assert.Equal(sent, order.Changes.Any(change => change is { Field: "made", Before: "yes", After: null }));
            Assert.DoesNotContain(order.Changes, change => change.What.StartsWith("vtex", StringComparison.Ordinal));
        }
    }

    /// <summary>How many calls of some kinds the logs hold.</summary>
    private async Task<int> SentAsync(params string[] kinds)
    {
        var count = 0;
        for (var order = 0; order < LivedThrough.Orders; order++)
        {
            count += (await lived.Hub.Store.LogAsync(Some.Order($"r{order}"), default)).Count(entry => kinds.Contains(entry.PayloadKind));
        }

        return count;
    }

    private async Task<IReadOnlyList<RehearsedOrder>> PlayAsync(OrderGrainsSettings settings)
    {
        await using var services = new ServiceCollection().AddConnectors(settings, new OutboundNetworks([])).BuildServiceProvider();
        var rehearsal = new OrderGrains.Engine.Rehearsal(services.GetServices<IConnector>(), new SettingsPolicies(settings), lived.Hub.Clock.GetUtcNow());
        List<RehearsedOrder> played = [];
        for (var order = 0; order < LivedThrough.Orders; order++)
        {
            var id = Some.Order($"r{order}");
            var stored = (await lived.Hub.Store.FindAsync(id, default))!;
            played.Add(await rehearsal.PlayAsync(RecordCodec.Read(stored.Bytes, id), await lived.Hub.Store.LogAsync(id, default)));
        }

        return played;
    }
}

/// <summary>A hub whose orders have lived.</summary>
public sealed class LivedThrough : IAsyncLifetime
{
    internal static readonly int Orders = Campaign.Of(brief: 60, few: 300, full: 5_000);

    private static readonly Fault[] Faults =
    [
        new() { Target = SandboxTargets.Vtex, Rate = 0.15, AnswerLost = true },
        new() { Target = SandboxTargets.Vtex, Rate = 0.1, Status = 503 },
        new() { Target = SandboxTargets.BonifiQ, Rate = 0.2, Status = 500 },
        new() { Target = SandboxTargets.BonifiQ, Rate = 0.1, Status = 400 },
        .. Enum.GetValues<NotificationFault>().Select(kind => new Fault
        {
            Target = SandboxTargets.Vtex, Rate = 0.1, Notification = kind, NotificationDelay = TimeSpan.FromMinutes(1),
        }),
    ];

    internal TestHub Hub { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Hub = await TestHub.StartAsync(options => options.Sandbox.NotificationTimeout = TimeSpan.FromHours(12));
        Hub.Vendors.Faults.Replace(Faults);
        var random = new Random(1);
        for (var order = 0; order < Orders; order++)
        {
            foreach (var code in Arrivals.Draw(random).Codes)
            {
                await Arrivals.TellAsync(Hub.Engine, Some.Order($"r{order}"), code);
                if (random.Next(3) == 0)
                {
                    await Hub.AdvanceAsync(TimeSpan.FromSeconds(random.Next(200)));
                }
            }
        }

        await Hub.SettleAsync();
    }

    public Task DisposeAsync() => Hub.DisposeAsync().AsTask();
}
