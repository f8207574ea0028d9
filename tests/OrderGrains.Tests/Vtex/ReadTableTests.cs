using System.Net;
using OrderGrains.Tests.Connectors;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Vtex;

/// <summary>No result within <c>ResultTimeout</c>, or a code that calls for a read: what VTEX's order then shows decides (docs/vtex.md, "Reads").</summary>
public sealed class ReadTableTests
{
    [Theory]
    [InlineData("place", "SOI003", "404", RequestState.Waiting, Step.Send, true, "VTEX does not have the order: sent again")]
    [InlineData("place", "EOI007", "404", RequestState.Waiting, Step.Read, false, "VTEX does not show the order yet.")]
    [InlineData("place", "SOI003", "order-accepted", RequestState.Done, null, false, "Placed as MKP-OB-46ad3bd0")]
    [InlineData("place", "SOI003", "waiting-ffmt-authorization", RequestState.Done, null, false, "Placed as MKP-OB-46ad3bd0")]
    [InlineData("place", "EOI007", "waiting-for-manual-authorization", RequestState.Done, null, false, "Placed as MKP-OB-46ad3bd0")]
    [InlineData("place", "SOI003", "invoiced", RequestState.Done, null, false, "Approved")]
    [InlineData("place", "SOI003", "canceled", RequestState.Done, null, false, "Told by VTEX")]
    [InlineData("approve", "SOI003", "authorize-fulfillment", RequestState.Done, null, false, "Approved")]
    [InlineData("approve", "SOI003", "window-to-cancel", RequestState.Done, null, false, "Approved")]
    [InlineData("approve", "SOI003", "ready-for-handling", RequestState.Done, null, false, "Approved")]
    [InlineData("approve", "SOI003", "handling", RequestState.Done, null, false, "Approved")]
    [InlineData("approve", "SOI003", "waiting-ffmt-authorization", RequestState.Waiting, Step.Send, true, "VTEX has not approved it: asked again")]
    [InlineData("approve", "SOI003", "404", RequestState.Waiting, Step.Read, false, "VTEX does not show the order yet.")]
    [InlineData("approve", "EOI009", "handling", RequestState.Done, null, false, "Approved")]
    [InlineData("approve", "EOI009", "on-order-completed", RequestState.Parked, null, false, "VTEX does not approve it; it stands at on-order-completed.")]
    public async Task What_the_read_shows_decides(
        string operation, string before, string shown, RequestState state, Step? step, bool atOnce, string told)
    {
        var (story, asked) = Given(operation, before);
        var request = story.Request(asked);
        story.After(request.DueAt!.Value - story.Now);
        Assert.Equal(Step.Read, request.StepOf(perhapsSent: false));

        var reply = await Vtex(shown).CallAsync(new(Some.Order("46ad3bd0"), story.State, request, Step.Read, story.Now));
        story.Tell(story.Answered(request, reply.Result, Step.Read, reply.Exchange));

        request = story.Request(asked);
        Assert.Equal((state, step ?? request.Step), (request.State, request.Step));
        Assert.Equal(atOnce, request.DueAt == story.Now.AddTicks(1)); // Never at the instant of the call before.
        Assert.Contains(story.Record.Timeline, line => line.Message.Contains(told, StringComparison.Ordinal));
        Assert.Equal(state == RequestState.Parked, story.State.Attention.Any(attention => attention.Reason == AttentionReason.RequestParked));
        Assert.Equal(shown == "canceled", story.State.Attention.Any(attention => attention.Reason == AttentionReason.TellShopper));
    }

    private static (Scenario Story, Operation Operation) Given(string operation, string before)
    {
        var story = new Scenario(Some.Order("46ad3bd0"));
        story.Opabox(1);
        if (operation == "approve")
        {
            story.Placed().Opabox(2);
        }

        var asked = operation == "place" ? Operation.PlaceOrder : Operation.ApproveOrder;
        story.Enqueued(asked);
        if (before != "SOI003")
        {
            story.Vtex(VtexOutcome.Result(before, asked.ToString()));
        }

        return (story, asked);
    }

    private static Vendor Vtex(string shown) => shown == "404"
        ? new Vendor().Answers(HttpStatusCode.NotFound)
        : new Vendor().Answers(HttpStatusCode.OK, $$"""{"orderId":"MKP-OB-46ad3bd0","status":"{{shown}}"}""");
}
