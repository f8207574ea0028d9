using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <inheritdoc cref="OrderGrains.Turn.Take"/>
public delegate TurnResult TakeTurn(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now);

/// <summary>What the orders of one silo share.</summary>
/// <param name="Store">Where they are kept; opened before the first order.</param>
/// <param name="Policies">The tenants' settings.</param>
/// <param name="Clock">The hub's clock.</param>
/// <param name="Deadlines">The clock of deadlines, which stays the machine's where a test moves the hub's.</param>
/// <param name="Lanes">Told of what a commit brought.</param>
/// <param name="Limits">Bounds.</param>
/// <param name="Log">Failures; ids of orders only.</param>
public sealed record OrderParts(
    IOrderStore Store, IOrderPolicies Policies, HubClock Clock, TimeProvider Deadlines, ILaneBells Lanes, OrderLimits Limits, ILogger Log)
{
    private readonly ConditionalWeakTable<OrderPolicy, OrderPolicy> _keyed = [];

    /// <summary>The orders in memory.</summary>
    public Residents Residents { get; } = new(Limits);

    /// <summary>Told of turns and writes.</summary>
    public HubMeter Meter { get; init; } = HubMeter.Unheard;

    /// <summary>The turn; tests take wrong ones too.</summary>
    public TakeTurn Turn { get; init; } = OrderGrains.Turn.Take;

    /// <summary>A tenant's policy, with the store's key of customer hashes where it has none of its own.</summary>
    public OrderPolicy PolicyOf(string tenant)
    {
        var policy = Policies.For(tenant);
        return policy.CustomerHashKey is not null ? policy
            : _keyed.GetValue(policy, unkeyed => unkeyed with { CustomerHashKey = Store.CustomerHashKey });
    }
}

/// <summary>Tells lanes that there may be something due. Says no more than that, may be lost, and never blocks or throws.</summary>
public interface ILaneBells
{
    /// <summary>A commit may have brought a lane something.</summary>
    void Ring(LaneName lane);
}
