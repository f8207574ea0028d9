using OrderGrains.Sandbox.Faults;

namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class VendorDownTests(ImpatientHub hub) : IClassFixture<ImpatientHub>, IDisposable
{
    public static TheoryData<string> Downs => [.. Faults.Keys];

    private static Dictionary<string, Fault> Faults { get; } = new()
    {
        ["overloaded"] = new() { Target = "vtex", Status = 503, RetryAfter = 2 },
        ["unreachable"] = new() { Target = "vtex", RefuseConnection = true },
    };

    [Theory]
    [MemberData(nameof(Downs))]
    public async Task While_a_vendor_is_down_webhooks_are_answered_and_others_served_and_what_waits_goes_out_afterwards(string down)
    {
        string[] orders = [$"{down}-a", $"{down}-b"];
        hub.Vendors.Standing.Faults.Replace(Faults[down]);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, orders[0])));
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, orders[1])));
        await hub.VendorsAsync(vendors => orders.Any(order => vendors.Standing.Ledger.Read("vtex", order).Count > 0), "VTEX fails");
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, orders[0])));
        foreach (var order in orders)
        {
            var seen = await hub.OrderAsync($"opabox/{order}", seen => seen.BonifiQ == "Pending", "BonifiQ is served meanwhile");
            Assert.Equal("Placing", seen.Vtex);
            Assert.Null(hub.Vendors.Standing.Vtex.Standing($"OB-{order}"));
        }

        hub.Vendors.Standing.Faults.Clear();
        await hub.OrderAsync($"opabox/{orders[0]}", order => order is { Vtex: "Approved", Settled: true, Attention: null }, "the paid order goes out");
        await hub.OrderAsync($"opabox/{orders[1]}", order => order is { Vtex: "Integrated", Settled: true, Attention: null }, "the new order goes out");
        Assert.All(orders, order => Assert.Equal(1, hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!.Places));
        Assert.All(orders, order => Assert.Equal(0, hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!.Repeats));
    }

    [Fact]
    public async Task An_outage_is_said_once_and_shown_until_VTEX_answers_and_an_operator_may_try_meanwhile()
    {
        string[] orders = [.. Enumerable.Range(0, 8).Select(number => $"outage-{number}")];
        var said = (Blocked: Times(" is not called until "), Served: Times(" answers again"));
        hub.Vendors.Standing.Faults.Replace(new Fault { Target = "vtex", Status = 500 });
        foreach (var order in orders)
        {
            await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, order)));
        }

        var since = (string?)(await hub.TargetAsync("vtex", vtex => (string?)vtex["state"] == "Blocked", "the breaker opens"))["since"];
        Assert.NotNull(since);
        for (var times = 0; times < 3; times++)
        {
            var calls = hub.Vendors.Standing.Ledger.Read("vtex").Count;
            await hub.ResumeAsync("vtex");
            await hub.VendorsAsync(vendors => vendors.Standing.Ledger.Read("vtex").Count > calls, "one call tries");
            var blocked = await hub.TargetAsync("vtex", vtex => vtex["blockedUntil"] is not null, "the breaker opens again");
            Assert.Equal(("Blocked", since), ((string?)blocked["state"], (string?)blocked["since"]));
            Assert.StartsWith("HTTP 500", (string?)blocked["lastError"], StringComparison.Ordinal);
        }

        hub.Vendors.Standing.Faults.Clear();
        await hub.ResumeAsync("vtex");
        foreach (var order in orders)
        {
            await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Integrated", Settled: true, Attention: null }, "what waited goes out");
        }

        var serving = await hub.TargetAsync("vtex", vtex => (string?)vtex["state"] == "Serving", "VTEX serves");
        Assert.Equal((null, null), ((string?)serving["since"], (string?)serving["lastError"]));
        Assert.Equal((said.Blocked + 1, said.Served + 1), (Times(" is not called until "), Times(" answers again")));
    }

    private int Times(string line) => hub.Silo.Output.Split(line).Length - 1;

    public void Dispose() => hub.Vendors.Recover();
}
