using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace OrderGrains.Tests.Gateway;

/// <summary>Answers as told and remembers what it was given.</summary>
internal sealed class ScriptedEngine : IOrderEngine
{
    public ConcurrentQueue<(OrderId Order, Command Command, Message Message)> Taken { get; } = new();

    /// <summary>Told of each command.</summary>
    public Signal Given { get; } = new();

    public ConcurrentDictionary<OrderId, OrderRecord> Records { get; } = new();

    public ImmutableHashSet<string> InFlight { get; set; } = [];

    public Func<OrderId, Command, Task<Receipt>> Answer { get; set; } = (_, _) => Task.FromResult(new Receipt(Outcome.Accepted, 1));

    public EngineCondition Condition { get; set; } = new(true, null);

    /// <summary>Whether orders cannot be read.</summary>
    public bool CannotRead { get; set; }

    /// <summary>What could have taken the last command back.</summary>
    public CancellationToken LastToken { get; private set; }

    public void Renew()
    {
        Taken.Clear();
        Records.Clear();
        InFlight = [];
        Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Accepted, 1));
        (Condition, CannotRead) = (new(true, null), false);
    }

    public Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken)
    {
        LastToken = cancellationToken;
        Taken.Enqueue((order, command, message));
        Given.Tell();
        return Answer(order, command);
    }

    public Task<OrderView?> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        CannotRead ? Task.FromException<OrderView?>(new EngineUnavailableException("It stops.", TimeSpan.FromSeconds(2)))
            : Task.FromResult(Records.TryGetValue(order, out var record) ? new OrderView(record, InFlight) : null);
}
