using OrderGrains.Embedded.Retention;

namespace OrderGrains.Embedded;

/// <summary>Where the engine of one machine keeps its data, and its bounds.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>Folder of the database; made where it is missing. One process at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Commands that wait for one order.</summary>
    public int MaxMailbox { get; init; } = 256;

    /// <summary>Commands that wait for all orders.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>Orders kept in memory.</summary>
    public int MaxActivations { get; init; } = 100_000;

    /// <summary>Size, in bytes, of the records kept in memory; while one is at work it takes a few times as much.</summary>
    public long MaxActivationBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Writes that wait for the one writer.</summary>
    public int MaxPendingWrites { get; init; } = 4096;

    /// <summary>Writes of one transaction.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Connections that read orders which are not in memory.</summary>
    public int ReadConnections { get; init; } = 4;

    /// <summary>Bounds of the pump.</summary>
    public DeliveryLimits Delivery { get; init; } = new();

    /// <summary>How long what is over is kept; for ever, unless it is set.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>What a sender is asked to wait when a bound is reached.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Points at which tests make the store fail.</summary>
    internal StoreFaults Faults { get; init; } = new();

    /// <summary>Where the engine's work runs; the simulator has one of its own.</summary>
    internal WorkScheduler Scheduler { get; init; } = WorkScheduler.ThreadPool;

    /// <summary>The turn; the simulator's tests take wrong ones too.</summary>
    internal TakeTurn Turn { get; init; } = OrderGrains.Turn.Take;
}

/// <inheritdoc cref="OrderGrains.Turn.Take"/>
internal delegate TurnResult TakeTurn(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now);

/// <summary>Called by the writer at its points of no return; whatever they throw counts as the store's own failure.</summary>
internal sealed class StoreFaults
{
    public Action<OrderId> Applying { get; set; } = static _ => { };

    public Action Committing { get; set; } = static () => { };

    public Action Committed { get; set; } = static () => { };
}
