using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>kill -9 at the two moments at which an effect could get lost, or happen twice.</summary>
[Collection(EndToEndTests.Name)]
public sealed class KilledHubTests(ImpatientHub hub) : IClassFixture<ImpatientHub>, IDisposable
{
    private static readonly TimeSpan Forever = Fault.LongestDelay;

    private static readonly Fault Slow = new() { Target = SandboxTargets.Vtex, Latency = Forever };
    private static readonly Fault Unheard = new() { Target = SandboxTargets.Vtex, Latency = Forever, AnswerLost = true };

    /// <summary>What VTEX does meanwhile, and how far the order has come when the hub dies.</summary>
    private static readonly Dictionary<string, (Fault Fault, Func<OrderSeen, bool>? Reached)> Before = new()
    {
        ["at-once"] = (Slow, null),
        ["calling"] = (Slow, order => order.Request("PlaceOrder") == "InFlight"),
        ["failed"] = (new() { Target = SandboxTargets.Vtex, Status = 503, RetryAfter = 2 }, order => order.Attempts("PlaceOrder") > 0),
        ["broken"] = (new() { Target = SandboxTargets.Vtex, RefuseConnection = true }, order => order.Attempts("PlaceOrder") > 0),
    };

    /// <summary>What becomes of VTEX's notification, and whether it comes before the hub dies.</summary>
    private static readonly Dictionary<string, (Fault Fault, bool Told)> Between = new()
    {
        ["nobody-tells"] = (Unheard with { Operation = "PlaceOrder", Notification = NotificationFault.Lose }, false),
        ["told-after-the-restart"] = (Unheard with { Operation = "PlaceOrder" }, false),
        ["told-before-the-kill"] = (Unheard with { Operation = "PlaceOrder" }, true),
    };

    public static TheoryData<string> MomentsBeforeTheDelivery => [.. Before.Keys];

    public static TheoryData<string> MomentsBeforeTheMark => [.. Between.Keys];

    [Theory]
    [MemberData(nameof(MomentsBeforeTheDelivery))]
    public async Task A_kill_after_the_answer_and_before_the_delivery_loses_nothing(string moment)
    {
        var (fault, reached) = Before[moment];
        hub.Vendors.Standing.Faults.Replace(fault);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, moment)));
        if (reached is not null)
        {
            await hub.OrderAsync($"opabox/{moment}", reached, $"the placement: {moment}");
        }

        await hub.KillAsync();
        Assert.Null(hub.Vendors.Standing.Vtex.Standing($"OB-{moment}"));
        await OneEffectAfterTheRestartAsync(moment);
    }

    [Theory]
    [MemberData(nameof(MomentsBeforeTheMark))]
    public async Task A_kill_between_the_delivery_and_its_mark_does_nothing_twice(string moment)
    {
        var (fault, told) = Between[moment];
        hub.Vendors.Standing.Faults.Replace(fault);
        if (!told)
        {
            hub.Vendors.Hold(Vendors.VtexHook);
        }

        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, moment)));
        await hub.VendorsAsync(vendors => vendors.Standing.Vtex.Standing($"OB-{moment}") is { Places: 1 }, "VTEX makes the order");
        await hub.OrderAsync(
            $"opabox/{moment}",
            order => told ? order.Vtex == "Approved" : order.Request("PlaceOrder") == "InFlight",
            "the hub waits for VTEX's answer");

        await hub.KillAsync();
        await OneEffectAfterTheRestartAsync(moment);
    }

    [Fact]
    public async Task A_kill_between_the_approval_and_its_mark_does_nothing_twice()
    {
        const string order = "approved-unheard";
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, order)));
        await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Integrated", Settled: true }, "VTEX has the order");
        hub.Vendors.Standing.Faults.Replace(Unheard with { Operation = "ApproveOrder", Notification = NotificationFault.Lose });
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, order)));
        await hub.VendorsAsync(vendors => vendors.Standing.Vtex.Standing($"OB-{order}") is { Approvals: 1 }, "VTEX approves");

        await hub.KillAsync();
        await OneEffectAfterTheRestartAsync(order);
        Assert.Single(hub.Vendors.Standing.Ledger.Read("vtex", $"OB-{order}"), entry => entry.Operation == "ApproveOrder");
    }

    [Fact]
    public async Task A_kill_at_any_moment_of_a_healthy_delivery_leaves_one_effect()
    {
        // Each order has come further than the next when the hub dies: by its age in milliseconds.
        int[] ages = [150, 60, 20, 5, 0];
        foreach (var (age, next) in ages.Zip(ages.Skip(1).Append(0)))
        {
            await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, $"any-moment-{age}")));
            await Task.Delay(TimeSpan.FromMilliseconds(age - next), TimeProvider.System);
        }

        await hub.KillAsync();
        await hub.StartAsync();
        foreach (var age in ages)
        {
            await OneEffectAsync($"any-moment-{age}");
        }
    }

    public void Dispose() => hub.Vendors.Recover();

    private async Task OneEffectAfterTheRestartAsync(string order)
    {
        hub.Vendors.Recover();
        await hub.StartAsync();
        await OneEffectAsync(order);
    }

    private async Task OneEffectAsync(string order)
    {
        var seen = await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Approved", BonifiQ: "Pending", Settled: true }, "the order goes on");
        var standing = hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!;
        Assert.Equal((1, 0, 1), (standing.Places, standing.Repeats, standing.Approvals));
        Assert.Equal(("Paid", null), (seen.Status, seen.Attention));
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, order)));
        Assert.Equal(seen.Story.Count(IsStatus), (await hub.OrderAsync($"opabox/{order}"))!.Story.Count(IsStatus));
    }

    private static bool IsStatus(string operation) => operation.StartsWith("OPABOX", StringComparison.Ordinal);
}
