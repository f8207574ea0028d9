using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Two hubs of one machine know nothing of each other.</summary>
[Collection(EndToEndTests.Name)]
public sealed class TwoHubsTests
{
    [Fact]
    public async Task Two_hubs_that_start_at_the_same_moment_with_data_of_their_own_do_not_clash()
    {
        for (var time = Campaign.Of(brief: 1, few: 3, full: 50); time > 0; time--)
        {
            var hubs = (One: new Hub("00:15:00"), Other: new Hub("00:15:00"));
            await Task.WhenAll(hubs.One.InitializeAsync(), hubs.Other.InitializeAsync());
            await Task.WhenAll(ServesAsync(hubs.One), ServesAsync(hubs.Other));
            await Task.WhenAll(hubs.One.DisposeAsync(), hubs.Other.DisposeAsync());
        }
    }

    /// <summary>It places its order at its own vendors, and ends when it is told to.</summary>
    private static async Task ServesAsync(Hub hub)
    {
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, "own")));
        await hub.OrderAsync("opabox/own", seen => seen is { Vtex: "Approved", Settled: true }, "the order is placed");
        Assert.Equal(1, hub.Vendors.Standing.Vtex.Standing("OB-own")!.Places);
        hub.Silo.Terminate();
        Assert.Equal(0, await hub.Silo.ExitAsync("the stop"));
    }
}
