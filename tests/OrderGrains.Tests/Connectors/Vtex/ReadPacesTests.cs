using System.Net;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Vtex;

/// <summary>VTEX's read limit: an account's reads evenly spaced, and nothing else held up.</summary>
public sealed class ReadPacesTests
{
    private const string Found = """{"orderId":"MKP-OB-1","status":"handling"}""";

    [Fact]
    public async Task Reads_of_one_account_are_spaced_evenly_whichever_tenant_asks()
    {
        var clock = new FakeClock();
        var paces = new ReadPaces(clock);
        var reads = Enumerable.Range(0, 200).Select(i => paces.WaitAsync(i % 2 == 0 ? "acme" : "ACME", 6000, default)).ToList();

        Assert.Equal(1, reads.Count(read => read.IsCompleted));
        clock.Advance(TimeSpan.FromMilliseconds(995));
        Assert.Equal(100, reads.Count(read => read.IsCompleted));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(reads);
        Assert.True(paces.WaitAsync("other", 6000, default).IsCompleted);
    }

    [Fact]
    public void Rest_saves_nothing_up_for_a_burst()
    {
        var clock = new FakeClock();
        var paces = new ReadPaces(clock);
        Assert.True(paces.WaitAsync("acme", 60, default).IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.True(paces.WaitAsync("acme", 60, default).IsCompleted);
        Assert.False(paces.WaitAsync("acme", 60, default).IsCompleted);
    }

    [Fact]
    public async Task A_connectors_reads_and_their_repeats_wait_and_its_placements_do_not()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.Vtex!.ReadsPerMinute = 60))
            .Answers(HttpStatusCode.BadGateway).Answers(HttpStatusCode.OK, Found);
        var started = vendor.Clock.GetUtcNow();

        var read = vendor.StartAsync(Delivery(Step.Read));
        var place = vendor.StartAsync(Delivery(Step.Send));
        Assert.IsType<Delivered>((await vendor.Clock.RunAsync(read, TimeSpan.FromMilliseconds(50))).Result);

        Assert.Equal(3, vendor.Calls.Count);
        Assert.Equal([HttpMethod.Get, HttpMethod.Post, HttpMethod.Get], vendor.Calls.Select(call => call.Method));
        Assert.InRange(vendor.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.True(place.IsCompleted);
    }

    [Fact]
    public void Without_a_limit_nothing_waits()
    {
        var paces = new ReadPaces(new FakeClock());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(paces.WaitAsync("acme", null, default).IsCompleted));
    }

    private static Delivery Delivery(Step step) => SeedOrders.Delivery(
        SeedOrders.OpaboxOrder,
        SeedOrders.State(SeedOrders.OpaboxSample()) with { Vtex = new() { OrderId = "MKP-OB-1" } },
        Target.Vtex,
        Operation.PlaceOrder,
        step: step);
}
