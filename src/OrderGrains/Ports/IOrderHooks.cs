namespace OrderGrains;

/// <summary>
/// VTEX's order hook: a configuration that VTEX keeps for us, and deletes after three days in which it had nothing to tell
/// (developers.vtex.com, Orders feed and hook).
/// </summary>
public interface IOrderHooks
{
    /// <summary>How the hook of one of a tenant's accounts stands. Never throws for what VTEX does.</summary>
    Task<OrderHook> ReadAsync(string tenant, string target, CancellationToken cancellationToken = default);

    /// <summary>Registers the tenant's hook, and reads it back. Replaces what stands there.</summary>
    Task<OrderHook> RegisterAsync(string tenant, string target, CancellationToken cancellationToken = default);
}

/// <summary>How a hook stands.</summary>
/// <param name="State">In short.</param>
/// <param name="Why">In a sentence without secrets; null where there is nothing to say.</param>
public sealed record OrderHook(OrderHookState State, string? Why);

/// <summary>How a hook stands, in short.</summary>
public enum OrderHookState
{
    /// <summary>VTEX did not say.</summary>
    Unknown,

    /// <summary>There, and ours.</summary>
    Registered,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>There is another one: another address, or too few states.</summary>
    Different,
}
