using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task What_there_is_is_counted_by_status_and_target_and_stands_for_some_seconds()
    {
        var time = new FakeClock();
        var now = time.GetUtcNow();
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("late"), Change.Owes((Target.BonifiQ, now.AddMinutes(-5)), (Target.Vtex, now.AddHours(1))))));
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("later"), Change.Owes((Target.BonifiQ, now.AddMinutes(-2))))));
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("stuck"), Change.State(Change.Stuck))));
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("paid"), Change.State(state => state with { Status = OrderStatus.Paid }))));
        foreach (var target in (string[])[Target.Vtex, Target.BonifiQ, ""])
        {
            await Within.Reason(Store.EnterLaneAsync(new(Some.Tenant, target), default));
        }

        IHubStats stats = new Stats(Store, new Serving(), new HubClock(time, NullLogger.Instance));
        var read = await Within.Reason(stats.ReadAsync());
        Assert.Equal([(OrderStatus.Unknown, 3), (OrderStatus.Paid, 1)], read.Statuses);
        Assert.Equal((now, 1), (read.At, read.Attention));
        Assert.Equal(
            [new(Some.Tenant, Target.BonifiQ, 2, 0, 0, 2, now.AddMinutes(-5)), new(Some.Tenant, Target.Vtex, 2, 1, 1, 0, null)],
            read.Targets.OrderBy(one => one.Name, StringComparer.Ordinal));

        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("new"), Change.State(state => state with { Status = OrderStatus.Paid }))));
        time.Advance(Stats.Fresh - TimeSpan.FromTicks(1));
        Assert.Same(read, await Within.Reason(stats.ReadAsync()));
        time.Advance(TimeSpan.FromTicks(1));
        var anew = await Within.Reason(stats.ReadAsync());
        Assert.Equal((time.GetUtcNow(), 2), (anew.At, anew.Statuses.Single(one => one.Status == OrderStatus.Paid).Orders));
    }
}
