namespace OrderGrains.Tests.Orders.WaysOut;

/// <summary>One thing that may happen to an order next.</summary>
/// <param name="Name">For people.</param>
/// <param name="At">When.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Message">Its envelope.</param>
internal sealed record Move(string Name, DateTimeOffset At, Command Command, Message Message)
{
    public Move(string name, DateTimeOffset at, Command command)
        : this(name, at, command, Message.Internal)
    {
    }
}

/// <summary>
/// All that may happen next to an order as it stands: each of its calls ends, in every way; VTEX notifies each code of each flow, with and without an operation id, and tells by its
/// hooks; senders report; the clock goes on. Either calls end also that were made before their request was put off or ended; or operators act.
/// </summary>
/// <param name="id">The order.</param>
/// <param name="answers">What a call of an operation may end with.</param>
/// <param name="operators">Whether operators act. Then what VTEX notifies names its flow, so that the walk gets further.</param>
internal sealed class Moves(OrderId id, Dictionary<(Operation, Step), DeliveryResult[]> answers, bool operators)
{
    private static readonly string[] States = ["order-accepted", "authorize-fulfillment", "handling", "invoiced", "canceled", "cancellation-requested"];

    private static readonly OrderContent Other = Some.Content(30m);

    public IEnumerable<Move> From(OrderRecord record, DateTimeOffset now) =>
        Calls(record.State, now)
            .Concat(operators ? Operators(record.State, now).Concat(Links(now)) : LateAnswers(record.State, now))
            .Concat(Notifications(record, now))
            .Concat(Hooks(record.State.Placement, now))
            .Concat(id.Channel == Channel.Opabox ? Opabox(now) : Chat(now))
            .Concat(record.NextDue() is { } due && due > now ? [new("the clock", due, new Wake())] : []);

    private IEnumerable<Move> Calls(OrderState state, DateTimeOffset now) =>
        from request in state.Requests
        where request.State is RequestState.Waiting or RequestState.AwaitingResult && request.DueAt is not null
        from step in (Step[])[.. new[] { request.StepOf(perhapsSent: false), request.StepOf(perhapsSent: true) }.Distinct()]
        from result in answers[(request.Operation, step)]
        select new Move(
            $"{request.Operation} {step} is answered {Answers.Class(result)}",
            request.DueAt > now ? request.DueAt.Value : now,
            new RecordAnswer(request.Id, request.DueAt!.Value, step, Sent(result, state), null));

    private IEnumerable<Move> LateAnswers(OrderState state, DateTimeOffset now) =>
        from request in state.Requests
        where request.Target == Target.Vtex && request.Placement == state.Placement
        from step in (Step[])[Step.Send, Step.Read]
        from result in answers[(request.Operation, step)]
        where result is Delivered
        select new Move(
            $"{request.Operation} {step} of before is answered {Answers.Class(result)}",
            now,
            new RecordAnswer(request.Id, DateTimeOffset.UnixEpoch, step, Sent(result, state), null));

    private static DeliveryResult Sent(DeliveryResult result, OrderState state) => result is Delivered { Answer: VtexAnswer answer }
        ? new Delivered(answer with
        {
            SentAsApproved = state.Status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer,
            ContentVersion = state.ContentVersion,
        })
        : result;

    private IEnumerable<Move> Notifications(OrderRecord record, DateTimeOffset now) =>
        from code in Answers.Codes
        from spoken in (Spoken[])
        [
            new("PlaceOrder", $"op-{record.Version}"), new("ApproveOrder", $"op-{record.Version}"), .. operators ? (Spoken[])[] : [new(null, $"op-{record.Version}"), new(null, null)],
        ]
        let result = new VtexResult
        {
            Account = "acme", Success = code[0] == 'S', Flow = spoken.Flow, OperationId = spoken.Operation, Code = code, Message = "said",
            MarketplaceOrderId = VtexOrderIds.MarketplaceOrderId(id, record.State.Placement),
        }
        select new Move($"VTEX notifies {code} {spoken.Flow}", now, new ReportVtexResult(result), Message.VtexResult("acme", result, default));

    private static IEnumerable<Move> Hooks(int placement, DateTimeOffset now) =>
    [
        .. States.Select(word => new Move($"hook {word}", now, new ReportVtexState(word, "MKP-1", placement))),
        new("hook cancel", now, new ReportVtexProgress(VtexProgress.Cancelled, null, null) { Placement = placement }),
        new("invoice", now, new ReportVtexInvoice(new() { Number = "1", Value = 1_000_000 }, placement)),
        new("invoice in part", now, new ReportVtexInvoice(new() { Number = "1", Value = 1 }, placement)),
        new("tracking", now, new ReportVtexInvoice(new() { Number = "1", Delivered = true }, placement)),
    ];

    private static IEnumerable<Move> Opabox(DateTimeOffset now) =>
        from status in (int[])[1, 2, 3, 6, 7]
        from content in (OrderContent[])[Some.Content(), Other]
        select new Move($"OPABOX {status}", now, new ReportOpaboxStatus(status, content, []));

    private static IEnumerable<Move> Chat(DateTimeOffset now) =>
    [
        .. from status in (string[])["PAID", "NOT_PAID", "CANCELLED"] select new Move($"chat {status}", now, new ReportChatStatus(status, "someone", null, null)),
        .. from content in (OrderContent[])[Some.Content(), Other] select new Move("chat provisions", now, new AskProvisioning(content, [])),
        new("chat provisions nothing", now, new AskProvisioning(new(), ["no items"])),
        new("chat provisions what is invalid", now, new AskProvisioning(Some.Content(), ["no CPF"])),
    ];

    private static IEnumerable<Move> Operators(OrderState state, DateTimeOffset now) =>
    [
        .. from request in state.Requests
           from act in (Func<string, Command>[])[id => new RetryRequest(id, "ana"), id => new SkipRequest(id, "ana")]
           select new Move($"{act(request.Id).GetType().Name} {request.Operation}", now, act(request.Id)),
        new("cancel", now, new CancelByOperator("ana", null)),
        new("say that the money went back", now, new CancelByOperator("ana", null, Refunded: true)),
        new("paid", now, new MarkPaid("ana")),
        .. state.Placement == 1 ? (Move[])[new("replace", now, new ReplaceOrder("ana"))] : [], // A third placement goes as the second.
    ];

    private IEnumerable<Move> Links(DateTimeOffset now) =>
        id.Channel == Channel.Opabox ? [new("link", now, new LinkToChat(Some.ChatOrder("ORDER_ID").ToString(), "ana"))] : [];

    private sealed record Spoken(string? Flow, string? Operation);
}
