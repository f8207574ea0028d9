using System.Text;
using System.Text.Json;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Turns;

/// <summary>The log holds all that it takes to rebuild an order.</summary>
public class ReplayTests
{
    private static readonly OrderPolicy First = Some.Policy with { Version = "first", CustomerHashKey = new byte[32] };
    private static readonly OrderPolicy Second = First with { Version = "second", SendPending = false, PaymentRejectedGrace = TimeSpan.FromMinutes(5) };

    private static readonly string[] Results = ["SOI001", "SOI002", "SOI003", "EOI000", "EOI002", "EOI006", "EOI007", "EOI008", "EOI010", "EOI011"];

    [Fact]
    public void Any_commands_replayed_give_the_same_bytes()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (written, log) = Live(new Random(seed));
            var replayed = Replay.Run(OrderRecord.New(written.Id), log, Policies);
            Assert.True(
                RecordCodec.Write(written).AsSpan().SequenceEqual(RecordCodec.Write(replayed)),
                $"seed {seed}: {Shown(written)} lived, {Shown(replayed)} replayed");
        }
    }

    [Fact]
    public void A_replay_goes_on_from_a_record_that_has_taken_some_of_its_turns()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), First);
        List<LogEntry> log = [.. order.Opabox(1).Log];
        var half = order.Record;
        log.AddRange(order.Opabox(2).Log);
        Assert.Equal(RecordCodec.Write(order.Record), RecordCodec.Write(Replay.Run(half, log, Policies)));
    }

    [Fact]
    public void A_gap_in_the_log_is_an_error_and_not_another_order()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), First);
        order.Opabox(1);
        var later = order.Opabox(2).Log;
        Assert.Throws<InvalidOperationException>(() => Replay.Run(OrderRecord.New(Some.Order("46ad3bd0")), later, Policies));
    }

    [Fact]
    public void A_turn_says_what_it_took_first_and_what_crossed_the_wire_once()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), First);
        Assert.Equal(["turn", "received", null], order.Tell(new ReportOpaboxStatus(1, Some.Content(), []), new("m1", "{}"u8.ToArray())).Log.Select(entry => entry.PayloadKind));

        var exchange = new Exchange("POST /api/order-integration/orders", "sent-body"u8.ToArray(), 503, "received-body"u8.ToArray(), TimeSpan.FromMilliseconds(12));
        var place = order.Request(Operation.PlaceOrder);
        var log = order.Tell(order.Answered(place, new RetryLater("HTTP 503", "busy"), exchange: exchange)).Log;
        Assert.Equal(["turn", "sent POST /api/order-integration/orders", "answer 503 in 12 ms", null], log.Select(entry => entry.PayloadKind));
        var turn = TurnEntry.Of(log[0]);
        Assert.Equal((order.Now, "first", 2, (string?)null), (turn.Now, turn.Settings, turn.Version, turn.Message));
        Assert.Equal("busy", Assert.IsType<RetryLater>(Assert.IsType<RecordAnswer>(turn.Command).Result).Error);
        Assert.DoesNotContain("-body", Encoding.UTF8.GetString(log[0].Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_changes_nothing_leaves_nothing_in_the_log()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), First);
        order.Opabox(1);
        Assert.Empty(order.Opabox(1).Log);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"command":{"$type":"nothing"}}""")]
    public void A_turn_that_cannot_be_read_is_an_error(string body) => Assert.ThrowsAny<Exception>(() =>
        Replay.Run(OrderRecord.New(Some.Order("46ad3bd0")), [new(Some.Morning, TurnEntry.Kind, Encoding.UTF8.GetBytes(body))], Policies));

    private static OrderPolicy Policies(string version) => version == First.Version ? First : Second;

    private static string Shown(OrderRecord record) => JsonSerializer.Serialize(JsonDocument.Parse(RecordExport.Write(record)));

    /// <summary>An order as it was last written: a turn that changes nothing is written along with the next that does.</summary>
    private static (OrderRecord Written, List<LogEntry> Log) Live(Random random)
    {
        var live = new Scenario(random.Next(2) == 0 ? Some.Order("46ad3bd0") : Some.ChatOrder("ORDER_ID"), First);
        var (written, log) = (live.Record, new List<LogEntry>());
        for (var turns = random.Next(2, 40); turns > 0; turns--)
        {
            live.Policy = random.Next(10) == 0 ? Second : live.Policy;
            live.After(TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerMinute * 20) - (random.Next(4) * TimeSpan.TicksPerMinute)));
            var (command, message) = Next(live, random);
            var turn = live.Tell(command, message);
            log.AddRange(turn.Log);
            written = turn.Changed ? turn.Record : written;
        }

        return (written, log);
    }

    private static (Command Command, Message Message) Next(Scenario live, Random random)
    {
        var content = Some.Content(random.Next(20, 23)) with { Total = random.Next(2) == 0 ? null : 24.50m };
        Message Named(string prefix) => new($"{prefix}-{random.Next(6)}", "{\"body\":1}"u8.ToArray());
        string Request() => live.State.Requests is { IsEmpty: false } owed ? owed[random.Next(owed.Length)].Id : "none";
        return random.Next(12) switch
        {
            0 or 1 => (new ReportOpaboxStatus(random.GetItems([1, 2, 3, 4, 6, 7, 22], 1)[0], content, ["total"]), Named("opabox")),
            2 => (new EditCart(content, random.Next(2) == 0), Message.Cart("{}"u8.ToArray())),
            3 => (new AskProvisioning(content, []) { Told = "ok" }, Named("provisioning")),
            4 => (new ReportChatStatus(random.GetItems(["PAID", "NOT_PAID", "OVER_PAID", "CANCELLED"], 1)[0], "someone", "note", null), Named("chat")),
            5 or 6 => (new ReportVtexResult(Some.Result(random.GetItems(Results, 1)[0], random.Next(3) == 0 ? null : $"op-{random.Next(4)}")), Named("result")),
            7 => (new RetryRequest(Request(), "ana"), Message.Internal),
            8 => (new SkipRequest(Request(), "ana"), Message.Internal),
            9 => (new Wake(), Message.Internal),
            10 => (new RecordCheck(1, 2, true, TimeSpan.FromMilliseconds(3.25), "slow") { Said = "não", Discount = new(5, DiscountMode.Percentage) }, Message.Internal),
            _ => (AnswerOf(live, random), Message.Internal),
        };
    }

    private static Command AnswerOf(Scenario live, Random random)
    {
        if (live.State.Requests.FirstOrDefault(request => request.IsDue(live.Now)) is not { } due)
        {
            return new Wake();
        }

        DeliveryResult result = random.Next(5) switch
        {
            0 => new RetryLater("HTTP 503", "busy", TimeSpan.FromSeconds(30)),
            1 => new DeliveryUnknown("Timeout", "no answer"),
            2 => new DeliveryRefused("HTTP 400", "bad"),
            3 when due.Target == Target.Vtex => new Delivered(new NotFound()),
            3 => new Delivered(),
            _ when due.Target == Target.Vtex => new Delivered(new VtexAnswer(Some.Result("SOI003"), random.Next(2) == 0, live.State.ContentVersion)),
            _ => new Delivered(new LoyaltyAnswer("warned")),
        };
        var exchange = new Exchange("POST /x", "{}"u8.ToArray(), 200, "{}"u8.ToArray(), TimeSpan.FromMilliseconds(1));
        return live.Answered(due, result, due.Step, exchange);
    }
}
