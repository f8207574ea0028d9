namespace OrderGrains.Tests.Orders;

/// <summary>One order, its clock, and what it is told: reads as Given / When / Then.</summary>
internal sealed class Scenario(OrderId id, OrderPolicy? policy = null)
{
    public OrderRecord Record { get; private set; } = OrderRecord.New(id);

    public OrderState State => Record.State;

    public DateTimeOffset Now { get; private set; } = Some.Morning;

    public OrderPolicy Policy { get; set; } = policy ?? Some.Policy;

    public TurnResult Tell(Command command, Message? message = null)
    {
        var turn = Turn.Take(Record, command, message ?? Message.Internal, Policy, Now);
        Assert.Equal(RecordCodec.Write(turn.Record), RecordCodec.Write(RecordCodec.Read(RecordCodec.Write(turn.Record))));
        Record = turn.Record;
        return turn;
    }

    public TurnResult Opabox(int status, OrderContent? content = null) =>
        Tell(new ReportOpaboxStatus(status, content ?? Some.Content(), []), new($"opabox-{status}", default));

    public TurnResult Chat(string status, string? responsible = "someone") => Tell(new ReportChatStatus(status, responsible, null, null));

    public TurnResult Provision(OrderContent? content = null) =>
        Tell(new AskProvisioning(content ?? Some.Content(), []), new("provisioning", default));

    public TurnResult Vtex(string code, string? operationId = "op-1") => Vtex(Some.Result(code, operationId));

    public TurnResult Vtex(VtexResult result) => Tell(new ReportVtexResult(result), Message.VtexResult("acme", result, default));

    public Scenario After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public OwedRequest Request(Operation operation) =>
        State.Requests.LastOrDefault(request => request.Operation == operation)
        ?? throw new InvalidOperationException($"Nothing is owed of kind {operation}.");

    /// <summary>The call of the newest request of a kind ends; it must be due.</summary>
    public TurnResult Answer(Operation operation, DeliveryResult result, Step step = Step.Send)
    {
        var request = Request(operation);
        Now = request.DueAt == Now.AddTicks(1) ? Now.AddTicks(1) : Now; // A call that follows another at once is due an instant later.
        Assert.True(request.IsDue(Now), $"{operation} is {request.State}, due {request.DueAt:u}, at {Now:u}");
        return Tell(Answered(request, result, step));
    }

    /// <summary>How a call of a request ended that is made now, or was made before the request ended.</summary>
    public RecordAnswer Answered(OwedRequest request, DeliveryResult result, Step step = Step.Send, Exchange? exchange = null) =>
        new(request.Id, request.DueAt ?? Now, step, result, exchange);

    public TurnResult Enqueued(Operation operation) => Answer(operation, new Delivered(new VtexAnswer(
        Some.Result("SOI003") with { Flow = operation.ToString() }, State.Status >= OrderStatus.PayOnDelivery, State.ContentVersion)));

    /// <summary>Placed, with VTEX's word for it.</summary>
    public Scenario Placed()
    {
        Enqueued(Operation.PlaceOrder);
        Vtex("SOI001", $"op-{Placement}");
        return this;
    }

    /// <summary>VTEX gives each attempt an operation of its own.</summary>
    private int Placement => State.Requests.Count(request => request.Operation == Operation.PlaceOrder);
}
