using System.Net;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Http;

public sealed class ConcurrencyTests
{
    private static readonly Delivery Tell = SeedOrders.Delivery(
        SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, Operation.ChangeStatus, "SHIPPED");

    [Fact]
    public async Task A_target_gets_a_few_calls_at_a_time_and_a_bounded_queue()
    {
        var limits = TargetLimits.For(Target.OmniChat);
        var gate = new TaskCompletionSource();
        var vendor = new Vendor().Then(async _ =>
        {
            await gate.Task;
            return new(HttpStatusCode.OK);
        });

        var calls = Enumerable.Range(0, limits.Concurrency + limits.Queue).Select(_ => vendor.StartAsync(Tell)).ToList();
        var oneMore = await vendor.StartAsync(Tell);

        Assert.IsType<NotTried>(oneMore.Result);
        Assert.Equal(limits.Concurrency, vendor.Calls.Count);
        gate.SetResult();
        Assert.All(await Task.WhenAll(calls), reply => Assert.IsType<Delivered>(reply.Result));
    }
}
