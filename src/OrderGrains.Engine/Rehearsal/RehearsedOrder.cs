namespace OrderGrains.Engine;

/// <summary>What became of an order that was rehearsed.</summary>
/// <param name="Order">The order.</param>
/// <param name="Skipped">Why it could not be rehearsed; null where it was.</param>
/// <param name="Changes">What would be otherwise; empty where nothing would.</param>
public sealed record RehearsedOrder(OrderId Order, string? Skipped, IReadOnlyList<RehearsedChange> Changes);

/// <summary>Something of an order that would be otherwise.</summary>
/// <param name="What">The call, such as <c>vtex PlaceOrder</c>; <c>order</c> for how it stands.</param>
/// <param name="Field">The field of the body, or one of <c>status</c>, <c>attention</c>, <c>made</c> and <c>parked</c>.</param>
/// <param name="Before">As it was; null for nothing.</param>
/// <param name="After">As it would be; null for nothing.</param>
public sealed record RehearsedChange(string What, string Field, string? Before, string? After);
