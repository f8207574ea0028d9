namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>A VTEX notification that is a fact of no order. It has no sentence of VTEX's: nobody knows whose data it repeats.</summary>
/// <param name="At">When it came.</param>
/// <param name="Tenant">The retailer.</param>
/// <param name="Hook">Which hook.</param>
/// <param name="Account">The account that it names; <c>?</c> where it is no name of one.</param>
/// <param name="Code">VTEX's code or state; <c>?</c> for one that is not known.</param>
/// <param name="Why">Why it is a fact of no order.</param>
public sealed record UnmatchedNotification(DateTimeOffset At, string Tenant, string Hook, string? Account, string? Code, string Why)
{
    /// <summary>PlaceOrder or ApproveOrder, where it is a result.</summary>
    public string? Flow { get; init; }

    /// <summary>VTEX's operation.</summary>
    public string? OperationId { get; init; }
}

/// <summary>The last such notifications of each tenant, in memory: they do not outlive the process.</summary>
public sealed class UnmatchedNotifications
{
    /// <summary>Most notifications kept of one tenant.</summary>
    public const int PerTenant = 100;

    private readonly Recent<UnmatchedNotification> _notifications = new(PerTenant);

    /// <summary>Keeps one; the oldest of its tenant makes room.</summary>
    public void Add(UnmatchedNotification notification) => _notifications.Add(notification.Tenant, notification);

    /// <summary>All that are kept, the newest first.</summary>
    public IReadOnlyList<UnmatchedNotification> List() => [.. _notifications.All().OrderByDescending(one => one.At)];
}
