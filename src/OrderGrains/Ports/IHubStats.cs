namespace OrderGrains;

/// <summary>How much there is, for who looks now and then: counted at most every few seconds in a process, however many ask.</summary>
public interface IHubStats
{
    /// <summary>The numbers, of <see cref="HubStats.At"/>.</summary>
    /// <exception cref="EngineUnavailableException">Starting, stopping, or the store cannot be read.</exception>
    Task<HubStats> ReadAsync(CancellationToken cancellationToken = default);
}

/// <summary>How much there was at a time.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="Statuses">Orders by status, each up to 1,000,000; those that none has are left out.</param>
/// <param name="Attention">Orders that need a person.</param>
/// <param name="Targets">The systems that are called, of all tenants.</param>
public sealed record HubStats(
    DateTimeOffset At, IReadOnlyList<(OrderStatus Status, int Orders)> Statuses, int Attention, IReadOnlyList<TargetStats> Targets);

/// <summary>What is owed to a system.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Name">One of <see cref="Target"/>.</param>
/// <param name="Owed">Orders that owe it a call, or whose call stopped.</param>
/// <param name="Failing">Of them, those whose call failed or stopped.</param>
/// <param name="Parked">Of them, those whose call stopped.</param>
/// <param name="Due">Orders with a call that is due, up to <see cref="MaxDue"/>.</param>
/// <param name="OldestDue">Since when the oldest of these is due; null where none is.</param>
public sealed record TargetStats(string Tenant, string Name, int Owed, int Failing, int Parked, int Due, DateTimeOffset? OldestDue)
{
    /// <summary>Most due orders that are counted.</summary>
    public const int MaxDue = 1000;
}
