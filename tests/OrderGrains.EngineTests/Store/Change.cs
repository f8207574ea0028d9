using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

/// <summary>Records, and what a write of them takes.</summary>
internal static class Change
{
    /// <summary>A time that no unit but the exact one can tell from its neighbours.</summary>
    public static readonly DateTimeOffset Noon = Some.Morning.AddTicks(1);

    /// <summary>When the n-th write of an order is made: a minute after the one before.</summary>
    public static DateTimeOffset At(int version) => Noon.AddMinutes(version - 1);

    /// <summary>The next write over a record.</summary>
    public static OrderWrite Over(OrderRecord before, StoreTag? tag, Func<OrderRecord, OrderRecord>? change = null, params IReadOnlyList<LogEntry> log)
    {
        var next = before with { Version = before.Version + 1, ChangedAt = At(before.Version + 1) };
        var after = change is null ? next : change(next);
        return new(before.Id, before, tag, after, RecordCodec.Write(after), log);
    }

    /// <summary>The first write of an order.</summary>
    public static OrderWrite First(OrderId order, Func<OrderRecord, OrderRecord>? change = null, params IReadOnlyList<LogEntry> log) =>
        Over(OrderRecord.New(order), null, change, log);

    /// <summary>The removal of an order.</summary>
    public static OrderWrite Removal(OrderRecord before, StoreTag? tag) => new(before.Id, before, tag, null, default, []);

    /// <summary>A change of what the order knows.</summary>
    public static Func<OrderRecord, OrderRecord> State(Func<OrderState, OrderState> change) => record => record with { State = change(record.State) };

    /// <summary>Requests that wait for a target.</summary>
    public static Func<OrderRecord, OrderRecord> Owes(params (string Target, DateTimeOffset Due)[] requests) => State(state => state with
    {
        Requests = [.. requests.Select((request, number) => new OwedRequest
        {
            Id = $"request-{number}", Target = request.Target, Operation = Operation.SendOrder, DueAt = request.Due, State = RequestState.Waiting,
        })],
    });

    /// <summary>A request that stopped, and a person who is asked for.</summary>
    public static OrderState Stuck(OrderState state) => state with
    {
        Requests = [new() { Id = "request-0", Target = Target.Vtex, Operation = Operation.PlaceOrder, State = RequestState.Parked }],
        Attention = [new(AttentionReason.RequestParked, "Retry it.", Noon)],
    };

    /// <summary>A change after which the record takes some 100 KB.</summary>
    public static OrderRecord Grow(OrderRecord record) => record with
    {
        State = record.State with
        {
            Content = Some.Content() with { Lines = [.. Enumerable.Range(0, 1_000).Select(line => new OrderLine { Id = $"{line}", Name = new('ç', line % 80) })] },
        },
    };

    /// <summary>A payload for the log.</summary>
    public static LogEntry Received(DateTimeOffset at, string body) => new(at, "received", System.Text.Encoding.UTF8.GetBytes(body));
}
