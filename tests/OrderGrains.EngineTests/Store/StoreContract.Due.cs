using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task What_is_due_comes_in_order_page_by_page_up_to_a_time_and_including_it()
    {
        foreach (var minute in (int[])[3, 1, 4, 2, 2])
        {
            var number = (await Within.Reason(Store.CountAsync(new()))) + 1;
            await WriteAsync(Some.Order($"{minute}-{number}"), Change.Owes((Target.Vtex, Change.Noon.AddMinutes(minute))));
        }

        var (found, position) = (new List<DueRow>(), DuePosition.Start);
        while (true)
        {
            var page = await Within.Reason(Store.DueAsync(Vtex, position, Change.Noon.AddMinutes(3), 2, default));
            found.AddRange(page);
            if (page.Count < 2)
            {
                break;
            }

            position = page[^1].Position;
        }

        Assert.Equal([1, 2, 2, 3], found.Select(row => (row.Due - Change.Noon).TotalMinutes));
        Assert.Equal(["1-2", "2-4", "2-5", "3-1"], found.Select(row => row.Order.ExternalId).Order());
        Assert.Empty(await DueAsync(Vtex, Change.Noon.AddMinutes(1).AddTicks(-1)));
    }

    [Fact]
    public async Task A_row_has_the_same_key_each_time_it_is_read()
    {
        await WriteAsync(Some.Order(), Change.Owes((Target.Vtex, Change.Noon)));
        var first = await Within.Reason(Store.DueAsync(Vtex, DuePosition.Start, Change.Noon, 1, default));
        await WriteAsync(Some.Order(), record => record with { Repeats = 1 });
        await ReopenAsync();

        Assert.Equal(first, await Within.Reason(Store.DueAsync(Vtex, DuePosition.Start, Change.Noon, 1, default)));
    }

    [Fact]
    public async Task The_next_row_of_a_lane_is_found_after_a_position()
    {
        await WriteAsync(Some.Order("a"), Change.Owes((Target.Vtex, Change.Noon)));
        await WriteAsync(Some.Order("b"), Change.Owes((Target.Vtex, Change.Noon.AddDays(1))));
        var first = Assert.Single(await Within.Reason(Store.DueAsync(Vtex, DuePosition.Start, Change.Noon, 9, default)));

        Assert.Equal(Change.Noon, await Within.Reason(Store.NextDueAsync(Vtex, DuePosition.Start, default)));
        Assert.Equal(Change.Noon.AddDays(1), await Within.Reason(Store.NextDueAsync(Vtex, first.Position, default)));
        Assert.Equal(Change.Noon.AddDays(1), await Within.Reason(Store.NextDueAsync(Vtex, DuePosition.After(Change.Noon), default)));
        Assert.Null(await Within.Reason(Store.NextDueAsync(Vtex, DuePosition.After(Change.Noon.AddDays(1)), default)));
    }

    [Fact]
    public async Task An_order_has_each_lane_and_time_once_and_what_is_no_longer_due_goes()
    {
        var later = Change.Noon.AddHours(1);
        await WriteAsync(Some.Order(), Change.Owes((Target.Vtex, Change.Noon), (Target.Vtex, Change.Noon), (Target.Vtex, later), (Target.BonifiQ, later)));
        Assert.Equal(["o1", "o1"], await DueAsync(Vtex, later));
        Assert.Equal(["o1"], await DueAsync(new(Some.Tenant, Target.BonifiQ), later));

        await WriteAsync(Some.Order(), Change.Owes((Target.Vtex, later)));
        Assert.Equal(later, Assert.Single(await Within.Reason(Store.DueAsync(Vtex, DuePosition.Start, later, 9, default))).Due);
        Assert.Empty(await DueAsync(new(Some.Tenant, Target.BonifiQ), later));

        await WriteAsync(Some.Order(), Change.Owes());
        Assert.Empty(await DueAsync(Vtex, later));
    }

    [Fact]
    public async Task The_clock_has_a_lane_of_its_own_and_so_has_each_tenant()
    {
        var elsewhere = OrderId.Create("other", Channel.Opabox, "o1");
        await WriteAsync(Some.Order("wakes"), Change.State(state => state with { WakeAt = Change.Noon }));
        await WriteAsync(elsewhere, Change.Owes((Target.Vtex, Change.Noon)));

        Assert.Equal(["wakes"], await DueAsync(Clock, Change.Noon));
        Assert.Empty(await DueAsync(Vtex, Change.Noon));
        Assert.Equal(elsewhere, Assert.Single(await Within.Reason(Store.DueAsync(new("other", Target.Vtex), DuePosition.Start, Change.Noon, 9, default))).Order);
        Assert.Empty(await DueAsync(new("nobody", Target.Vtex), Change.Noon));
        Assert.Null(await Within.Reason(Store.NextDueAsync(new("nobody", Target.Vtex), DuePosition.Start, default)));
    }
}
