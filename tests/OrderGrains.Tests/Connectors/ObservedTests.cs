using System.Net;
using System.Text;

namespace OrderGrains.Tests.Connectors;

/// <summary>What connectors do for an order that is only observed: the body is made as always, and no call.</summary>
public sealed class ObservedTests
{
    private static readonly OrderState Sold = SeedOrders.State(SeedOrders.ChatSample(), OrderStatus.Paid);

    /// <summary>One call of each operation.</summary>
    private static readonly Dictionary<string, Delivery> Calls = new()
    {
        ["place"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.Vtex, Operation.PlaceOrder),
        ["approve"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.Vtex, Operation.ApproveOrder),
        ["cancel"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold with { Vtex = new() { OrderId = "MKP-OC-1" } }, Target.Vtex, Operation.CancelOrder),
        ["status"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.OmniChat, Operation.ChangeStatus, "SHIPPED"),
        ["provision"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.OmniChat, Operation.Provision, "200"),
        ["pending"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.BonifiQ, Operation.SendOrder, "Pending"),
        ["completed"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.BonifiQ, Operation.SendOrder, "Completed"),
        ["cancelled"] = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.BonifiQ, Operation.SendOrder, "Cancelled"),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_body_is_the_one_that_a_live_order_sends_and_nothing_is_called(string name)
    {
        var call = Calls[name];
        using var live = new Vendor().Answers(HttpStatusCode.InternalServerError);
        await live.CallAsync(call);
        using var vendor = new Vendor();

        var reply = await vendor.CallAsync(Observed(call));

        Assert.Empty(vendor.Calls);
        Assert.Equal(live.Calls[0].Body, Encoding.UTF8.GetString(reply.Exchange!.Sent.Span).Replace("***", "hook-secret", StringComparison.Ordinal));
        Assert.Equal((true, (int?)null), (reply.Exchange.Observed, reply.Exchange.StatusCode));
        Assert.IsType<Delivered>(reply.Result);
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_as_it_would_be()
    {
        using var vendor = new Vendor();

        var reply = await vendor.CallAsync(Observed(SeedOrders.Delivery(
            SeedOrders.ChatOrder, Sold with { Content = SeedOrders.ChatSample() with { Lines = [] } }, Target.Vtex, Operation.PlaceOrder)));

        Assert.Equal("NO_ITEMS", Assert.IsType<DeliveryRefused>(reply.Result).Code);
    }

    [Fact]
    public async Task A_read_finds_what_was_placed_as_far_as_can_be_seen()
    {
        using var vendor = new Vendor();
        var place = SeedOrders.Delivery(SeedOrders.ChatOrder, Sold, Target.Vtex, Operation.PlaceOrder, step: Step.Read);

        Assert.IsType<NotFound>(await AnswerAsync(vendor, place));
        Assert.Equal(VtexStanding.Integrated, Assert.IsType<VtexRead>(await AnswerAsync(vendor, Standing(place, new() { Integrated = true }))).Standing);
        Assert.Equal(VtexStanding.Approved, Assert.IsType<VtexRead>(await AnswerAsync(vendor, Standing(place, new() { Integrated = true, Approved = true }))).Standing);
        var cancel = Standing(place, new() { Integrated = true }) with
        {
            Request = SeedOrders.Request(Target.Vtex, Operation.CancelOrder) with { Attempts = 1 },
        };
        Assert.Equal(VtexStanding.Cancelled, Assert.IsType<VtexRead>(await AnswerAsync(vendor, cancel)).Standing);
        Assert.Empty(vendor.Calls);
    }

    private static Delivery Observed(Delivery call) => call with { State = call.State with { Observed = true } };

    private static Delivery Standing(Delivery call, VtexState vtex) => call with { State = call.State with { Vtex = vtex } };

    private static async Task<TargetAnswer?> AnswerAsync(Vendor vendor, Delivery call) =>
        Assert.IsType<Delivered>((await vendor.CallAsync(Observed(call))).Result).Answer;
}
