using Xunit.Abstractions;

namespace OrderGrains.Tests.Orders.WaysOut;

/// <summary>
/// No state of an order is without a way out, whatever its targets answer (see <see cref="Walk"/>). The default run goes through all states of an OPABOX order; of a chat order, and where
/// operators act, as far as its bound. With ORDERGRAINS_CAMPAIGN=full bounds are twenty times as far.
/// </summary>
public sealed class WaysOutTests(ITestOutputHelper output)
{
    private static readonly bool Full = Campaign.IsFull;

    [Theory]
    [InlineData("opabox", false, 20_000)]
    [InlineData("opabox", true, 8_000)]
    [InlineData("chat", false, 3_000)]
    [InlineData("chat", true, 3_000)]
    public async Task No_state_is_without_a_way_out(string channel, bool operators, int states)
    {
        var (answers, calls) = await Answers.All.Value;
        var id = channel == "opabox" ? Some.Order("46ad3bd0") : Some.ChatOrder("ORDER_ID");
        var policy = new OrderPolicy { HasVtex = true, HasOmniChat = true };
        var walk = new Walk(id, policy, new(id, answers, operators), Full ? 20 * states : states).Run();
        output.WriteLine(
            $"{walk.States} states{(walk.IsWhole ? ", all that there are" : "")}; {walk.Turns} turns; {answers.Values.Sum(each => each.Length)} kinds of answers, of {calls} calls");

        Assert.True(walk.Stuck.Count == 0, string.Join("\n", walk.Stuck.Select(stuck => $"{stuck.Key}\n    {stuck.Value}")));
        Assert.True(walk.IsWhole || walk.States >= states, "The walk ended early.");
        Assert.True(walk.IsWhole || operators || channel == "chat", "An OPABOX order has more states than the bound.");
    }

    /// <summary>What BonifiQ and the chat order of a link answer, and operators do about it.</summary>
    [Theory]
    [InlineData("opabox")]
    [InlineData("chat")]
    public async Task Nor_is_one_towards_the_other_targets(string channel)
    {
        var (answers, _) = await Answers.All.Value;
        var id = channel == "opabox" ? Some.Order("46ad3bd0") : Some.ChatOrder("ORDER_ID");
        var walk = new Walk(id, new() { HasOmniChat = true, HasBonifiQ = true }, new(id, answers, operators: true), 2_000).Run();
        output.WriteLine($"{walk.States} states; {walk.Turns} turns");

        Assert.True(walk.Stuck.Count == 0, string.Join("\n", walk.Stuck.Select(stuck => $"{stuck.Key}\n    {stuck.Value}")));
    }

    /// <summary>The walk does not see what goes round for ever. EOI011 alone may: a seller may take his time, and is asked once an hour.</summary>
    [Theory]
    [InlineData(Operation.PlaceOrder)]
    [InlineData(Operation.ApproveOrder)]
    [InlineData(Operation.CancelOrder)]
    public async Task What_is_answered_for_ever_ends_with_a_person_at_last(Operation operation)
    {
        var (answers, _) = await Answers.All.Value;
        foreach (var send in answers[(operation, Step.Send)].Where(send => Answers.Class(send) != "EOI011"))
        {
            foreach (var read in answers[(operation, Step.Read)])
            {
                var order = Given(operation);
                var (record, now, steps, rush) = (order.Record, order.Now, 0, 0);
                while (record.State.Requests.Last(request => request.Operation == operation) is var request && request.State is RequestState.Waiting or RequestState.AwaitingResult)
                {
                    var due = request.DueAt!.Value;
                    rush = due > now.AddSeconds(1) ? 0 : rush + 1;
                    now = due > now ? due : now;
                    var step = request.StepOf(perhapsSent: false);
                    record = Turn.Take(record, new RecordAnswer(request.Id, due, step, step == Step.Read ? read : send, null), Message.Internal, order.Policy, now).Record;
                    Assert.True(++steps < 2_000 && rush < 8, $"{operation} {Answers.Class(send)}, {Answers.Class(read)}: {steps} calls, {rush} at once");
                }
            }
        }
    }

    private static Scenario Given(Operation operation)
    {
        var order = new Scenario(Some.Order("46ad3bd0"), new() { HasVtex = true });
        order.Opabox(1);
        if (operation != Operation.PlaceOrder)
        {
            order.Placed().Opabox(operation == Operation.ApproveOrder ? 2 : 7);
        }

        return order;
    }
}
