using System.Collections.Concurrent;

namespace OrderGrains.EngineTests.Support;

/// <summary>A target that answers as the test says, and remembers every call.</summary>
public sealed class ScriptedConnector(string target) : IConnector
{
    private readonly ConcurrentQueue<Delivery> _calls = new();
    private readonly ConcurrentDictionary<OrderId, int> _underWay = new();
    private readonly Signal _called = new();

    public string Target => target;

    /// <summary>How each call is answered.</summary>
    public Func<Delivery, CancellationToken, Task<ConnectorReply>> Script { get; set; } = (delivery, _) => Task.FromResult(Taken(delivery));

    public IReadOnlyList<Delivery> Calls => [.. _calls];

    /// <summary>Most calls of one order at once.</summary>
    public int MostPerOrder { get; private set; }

    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        MostPerOrder = Math.Max(MostPerOrder, _underWay.AddOrUpdate(delivery.Order, 1, (_, count) => count + 1));
        _calls.Enqueue(delivery);
        _called.Tell();
        try
        {
            return await Script(delivery, cancellationToken);
        }
        finally
        {
            _underWay.AddOrUpdate(delivery.Order, 0, (_, count) => count - 1);
        }
    }

    public IReadOnlyList<Delivery> CallsOf(OrderId order) => [.. _calls.Where(call => call.Order == order)];

    public Task<IReadOnlyList<Delivery>> WaitForCalls(int count) =>
        Within.Until(_called, () => Task.FromResult(Calls), calls => calls.Count >= count, $"{target} is called {count} times");

    public Task<IReadOnlyList<Delivery>> WaitForCalls(OrderId order, int count) =>
        Within.Until(_called, () => Task.FromResult(CallsOf(order)), calls => calls.Count >= count, $"{target} is called {count} times for {order}");

    public void Answers(DeliveryResult result) => Script = (_, _) => Task.FromResult(new ConnectorReply(result));

    /// <summary>Never answers; calls end when they are cancelled.</summary>
    public void IsDead() => IsSlow();

    /// <summary>Answers once the gate opens.</summary>
    public Gate IsSlow(Func<Delivery, ConnectorReply>? reply = null)
    {
        var gate = new Gate();
        Script = async (delivery, cancellationToken) =>
        {
            await gate.Opened.WaitAsync(cancellationToken);
            return (reply ?? Taken)(delivery);
        };
        return gate;
    }

    /// <summary>What a healthy target says.</summary>
    public static ConnectorReply Taken(Delivery delivery) => new(new Delivered((delivery.Request.Operation, delivery.Step) switch
    {
        (_, Step.Read) => new NotFound(),
        (Operation.PlaceOrder, _) => Vtex(delivery, "SOI001", "PlaceOrder"),
        (Operation.ApproveOrder, _) => Vtex(delivery, "SOI002", "ApproveOrder"),
        (Operation.CancelOrder, _) => new VtexCancelAccepted("receipt"),
        (Operation.SendOrder, _) => new LoyaltyAnswer(null),
        _ => null,
    }));

    private static VtexAnswer Vtex(Delivery delivery, string code, string flow) => new(
        new VtexResult { Success = true, Code = code, Flow = flow, MainOrderId = $"MKP-{delivery.Order.ExternalId}" },
        SentAsApproved: false,
        delivery.State.ContentVersion);
}

/// <summary>Something that a test opens when it is time.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => _opened.Task;

    public void Open() => _opened.TrySetResult();
}
