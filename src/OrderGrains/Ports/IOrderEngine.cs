using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>What runs orders: one command of one order at a time, one write a turn, calls made outside the turn.</summary>
public interface IOrderEngine
{
    /// <summary>Whether commands are taken; otherwise why not, for the health check.</summary>
    EngineCondition Condition { get; }

    /// <summary>
    /// Hands a command to its order. Completes after the write that the answer depends on is durable. A cancellation takes the
    /// command back only as long as no turn has taken it.
    /// </summary>
    /// <exception cref="EngineUnavailableException">Starting, stopping, overloaded, or the write failed: try again later.</exception>
    Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken = default);

    /// <summary>The order as last committed; null where nothing was ever written of it.</summary>
    /// <exception cref="EngineUnavailableException">Starting, stopping, or the store cannot be read.</exception>
    Task<OrderView?> ReadAsync(OrderId order, CancellationToken cancellationToken = default);
}

/// <summary>Whether an engine serves.</summary>
/// <param name="Serving">Whether commands are taken.</param>
/// <param name="Reason">Starting, stopping or what failed; null while serving.</param>
/// <param name="Failed">Whether it will not serve again: the process ends with an error.</param>
public sealed record EngineCondition(bool Serving, string? Reason, bool Failed = false)
{
    /// <summary>It has not served yet.</summary>
    public static EngineCondition Starting { get; } = new(false, "Starting");
}

/// <summary>A record, and which of its requests are being sent at this moment.</summary>
public sealed record OrderView(OrderRecord Record, ImmutableHashSet<string> InFlight);

/// <summary>The engine takes no command now; nothing of it was kept.</summary>
public sealed class EngineUnavailableException : Exception
{
    /// <summary>Made with what to tell the sender.</summary>
    public EngineUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null)
        : base(message, inner) => RetryAfter = retryAfter;

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; }
}

/// <summary>What each tenant's settings say about its orders.</summary>
public interface IOrderPolicies
{
    /// <summary>The policy of a tenant; one that owes nothing for a tenant that the settings no longer name.</summary>
    OrderPolicy For(string tenant);
}
